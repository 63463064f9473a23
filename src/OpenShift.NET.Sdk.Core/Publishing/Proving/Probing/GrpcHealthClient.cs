using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace OpenShift.NET.Sdk.Publishing.Proving.Probing;

/// <summary>Asks the gRPC health protocol, <c>grpc.health.v1.Health/Check</c>, over cleartext HTTP/2 with prior knowledge (gRPC over HTTP2; gRPC Health Checking Protocol).</summary>
/// <param name="http">Sends it; disposed of with this.</param>
/// <param name="host">The host the request names.</param>
/// <param name="userAgent">Who asks.</param>
internal sealed class GrpcHealthClient(HttpMessageInvoker http, string host, string userAgent) : IDisposable
{
    private const int PrefixLength = 5;
    private const int LargestMessage = 4096;
    private static readonly string[] s_statuses = ["UNKNOWN", "SERVING", "NOT_SERVING", "SERVICE_UNKNOWN"];

    /// <summary>Asks once.</summary>
    /// <exception cref="HttpRequestException">Nobody answers, or not with HTTP/2.</exception>
    public async Task<ProbeAnswer> CheckAsync(int port, string service, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://{host}:{port.ToString(CultureInfo.InvariantCulture)}/grpc.health.v1.Health/Check"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Frame(service)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.TryAddWithoutValidation("User-Agent", userAgent);
        using HttpResponseMessage response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new ProbeAnswer(false, $"HTTP {((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)} instead of gRPC");
        }

        byte[] message = new byte[LargestMessage];
        using Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        int length = await body.ReadAtLeastAsync(message, message.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);

        // An error comes without a body, and its status among the headers.
        string status = Header(response.TrailingHeaders, "grpc-status") ?? Header(response.Headers, "grpc-status") ?? "";
        if (status is not ("0" or ""))
        {
            return new ProbeAnswer(false, status switch
            {
                "12" => "UNIMPLEMENTED: the gRPC health service is not mapped",
                "5" => $"NOT_FOUND: there is no health of '{service}'",
                "16" => "UNAUTHENTICATED",
                "7" => "PERMISSION_DENIED",
                _ => "gRPC status " + status,
            });
        }

        return StatusOf(message.AsSpan(0, length)) is { } serving
            ? new ProbeAnswer(serving == 1, serving < s_statuses.Length ? s_statuses[serving] : "status " + serving.ToString(CultureInfo.InvariantCulture))
            : new ProbeAnswer(false, "no answer of the gRPC health protocol");
    }

    public void Dispose() => http.Dispose();

    // HealthCheckRequest { string service = 1; }
    private static byte[] Frame(string service)
    {
        byte[] name = Encoding.UTF8.GetBytes(service);
        var message = new MemoryStream();
        if (name.Length > 0)
        {
            message.WriteByte(0x0A);
            for (int rest = name.Length; ; rest >>= 7)
            {
                message.WriteByte((byte)(rest < 0x80 ? rest : (rest & 0x7F) | 0x80));
                if (rest < 0x80)
                {
                    break;
                }
            }

            message.Write(name);
        }

        byte[] frame = new byte[PrefixLength + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), (int)message.Length);
        message.ToArray().CopyTo(frame, PrefixLength);
        return frame;
    }

    // HealthCheckResponse { ServingStatus status = 1; }; an empty message has the default of an enumeration, 0.
    private static int? StatusOf(ReadOnlySpan<byte> body)
    {
        if (body.Length < PrefixLength || body[0] != 0)
        {
            return null;
        }

        long length = BinaryPrimitives.ReadUInt32BigEndian(body[1..]);
        ReadOnlySpan<byte> message = body[PrefixLength..];
        return message.Length < length ? null
            : length == 0 ? 0
            : message is [0x08, < 0x80 and var status, ..] ? status
            : null;
    }

    private static string? Header(HttpHeaders headers, string name) => headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}

using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Clusters.Access;

/// <summary>What the program of a kubeconfig gives (client authentication API, <c>ExecCredential</c>). Nothing that it says is repeated: it may be a credential.</summary>
/// <param name="Token">The bearer token; <see langword="null"/> for none.</param>
/// <param name="Certificate">Certificate and key, PEM; <see langword="null"/> for none.</param>
internal sealed record ProgramCredentials(string? Token, (string Certificate, string Key)? Certificate)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private const int LargestAnswer = 256 * 1024;

    /// <summary>Asks it.</summary>
    /// <exception cref="OpenShiftException">OSC0069: it is not there, fails, or answers something else.</exception>
    public static async Task<ProgramCredentials> AskAsync(AccessProgram program, IEnvironment environment, CancellationToken cancellationToken)
    {
        string path = Path.IsPathFullyQualified(program.Command)
            ? program.Command
            : SearchPath.Find(environment.Variable("PATH"), program.Command) ?? throw Failure(program, "is in no folder of PATH", "Install it, or log in anew.");
        var start = new ProcessStartInfo(path, program.Arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, CreateNoWindow = true, StandardOutputEncoding = Encoding.UTF8 };
        foreach ((string name, string value) in program.Environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["KUBERNETES_EXEC_INFO"] = $$$"""{"kind":"ExecCredential","apiVersion":"{{{JsonEncodedText.Encode(program.ApiVersion)}}}","spec":{"interactive":false}}""";
        using var process = new Process { StartInfo = start };
        try
        {
            _ = process.Start();
        }
        catch (Win32Exception)
        {
            throw Failure(program, "cannot be started", "Make it executable, or log in anew.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            process.StandardInput.Close();
            Task<string> answer = ReadAsync(process.StandardOutput, limit.Token);
            Task<string> complaints = ReadAsync(process.StandardError, limit.Token);
            string output = await answer.ConfigureAwait(false);
            _ = await complaints.ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return process.ExitCode == 0
                ? Understand(program, output)
                : throw Failure(program, FormattableString.Invariant($"ends with exit code {process.ExitCode}"), "Run it by hand to see why, or log in anew; it has no terminal here to ask on.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(program, FormattableString.Invariant($"does not answer within {Patience.TotalSeconds:0} s"), "Run it by hand, or log in anew; it has no terminal here to ask on.");
        }
        finally
        {
            End(process);
        }
    }

    private static ProgramCredentials Understand(AccessProgram program, string output)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(output);
            var status = new ApiObject(document.RootElement).At("status");
            string? token = status.Text("token");
            (string, string)? certificate = status.Text("clientCertificateData") is { Length: > 0 } pem && status.Text("clientKeyData") is { Length: > 0 } key ? (pem, key) : null;
            if (token is { Length: > 0 } || certificate is not null)
            {
                return new ProgramCredentials(token, certificate);
            }
        }
        catch (JsonException)
        {
            // Said below.
        }

        throw Failure(program, "answers with something that is no credential", "Run it by hand to see why, or log in anew.");
    }

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        char[] buffer = new char[LargestAnswer];
        int length = 0;
        while (true)
        {
            // What is beyond the limit is read and dropped, so that the program can end.
            int read = await reader.ReadAsync(length < LargestAnswer ? buffer.AsMemory(length) : new char[4096].AsMemory(), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return new string(buffer, 0, length);
            }

            length = Math.Min(LargestAnswer, length + read);
        }
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It has ended by itself.
        }
    }

    private static OpenShiftException Failure(AccessProgram program, string what, string remedy) => ClusterFailure.Of($"The program '{program.Command}', which '{program.NamedBy}' names for credentials, {what}", remedy);
}

using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Registries.Credentials;

/// <summary>Runs credential programs found in the folders of <c>PATH</c>.</summary>
internal sealed class CredentialProgram(IEnvironment environment, TimeSpan timeout) : ICredentialProgram
{
    private const int MaxAnswer = 64 * 1024;

    /// <inheritdoc/>
    public async ValueTask<CredentialAnswer?> GetAsync(string name, string server, string namedBy, CancellationToken cancellationToken)
    {
        string program = "docker-credential-" + name;
        string path = Locate(name) ?? throw Failure(program, namedBy, "is not in any folder of PATH", "Install it, or remove it from that file.");
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(path, ["get"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                CreateNoWindow = true,
                StandardInputEncoding = new UTF8Encoding(false),
                StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
            },
        };
        try
        {
            _ = process.Start();
        }
        catch (Win32Exception e)
        {
            throw Failure(program, namedBy, "cannot be started", "Make it executable, or remove it from that file.", e);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            Task<string> answer = ReadAsync(process.StandardOutput, limit.Token);
            Task<string> errors = ReadAsync(process.StandardError, limit.Token);
            try
            {
                await process.StandardInput.WriteAsync(server.AsMemory(), limit.Token).ConfigureAwait(false);
                process.StandardInput.Close();
            }
            catch (IOException)
            {
                // A program that ends without reading its input has said so by its exit code.
            }

            string output = await answer.ConfigureAwait(false);
            _ = await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return Understand(process.ExitCode, output, program, namedBy);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failure(program, namedBy, FormattableString.Invariant($"did not answer within {timeout.TotalSeconds:0} s"), "Unlock its key store, or log in again.");
        }
        catch (DecoderFallbackException)
        {
            throw NoCredential(program, namedBy);
        }
        finally
        {
            Stop(process);
        }
    }

    /// <summary>What an exit code and an output mean.</summary>
    internal static CredentialAnswer? Understand(int exitCode, string output, string program, string namedBy)
    {
        if (exitCode != 0)
        {
            // The protocol has no code of its own for it; every program uses this text.
            return output.Contains("credentials not found", StringComparison.OrdinalIgnoreCase)
                ? null
                : throw Failure(program, namedBy, FormattableString.Invariant($"failed with exit code {exitCode}"), "Run it by hand to see why, or log in again.");
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(output);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("Username", out JsonElement user) && user.ValueKind == JsonValueKind.String
                && document.RootElement.TryGetProperty("Secret", out JsonElement secret) && secret.ValueKind == JsonValueKind.String)
            {
                return new CredentialAnswer(user.GetString()!, secret.GetString()!);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // Said below, without the exception: its message quotes what it read. The last two are texts that are not Unicode.
        }

        throw NoCredential(program, namedBy);
    }

    private static OpenShiftException NoCredential(string program, string namedBy) =>
        Failure(program, namedBy, "answered with something that is not a credential", "Update the program, or remove it from that file.");

    private string? Locate(string name) =>
        name.Contains("..", StringComparison.Ordinal) ? null : SearchPath.Find(environment.Variable("PATH"), "docker-credential-" + name, OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : null);

    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        char[] buffer = new char[MaxAnswer];
        int length = 0;
        while (true)
        {
            // What is beyond the limit is read and dropped, so that the program can end.
            int read = await reader.ReadAsync(length < MaxAnswer ? buffer.AsMemory(length) : new char[1024].AsMemory(), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return new string(buffer, 0, length);
            }

            length = Math.Min(MaxAnswer, length + read);
        }
    }

    private static void Stop(Process process)
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
            // It ended by itself.
        }
    }

    private static OpenShiftException Failure(string program, string namedBy, string what, string remedy, Exception? inner = null) =>
        new(ToolCodes.CredentialsUnreadable, $"The credential program '{program}', named by '{namedBy}', {what}", remedy, new SourceLocation(namedBy), inner);
}

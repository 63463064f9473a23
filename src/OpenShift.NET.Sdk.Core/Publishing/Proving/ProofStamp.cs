using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Publishing.Proving;

/// <summary>
/// What a publish without a change needs to know of the proof: what it depends on, which <c>run.json</c> it left, what is told of it. Lines of text, because every publish is a fresh
/// process and a JSON reader's start-up costs more than all else Prove then does.
/// </summary>
/// <param name="Fingerprint">Hash over everything the proof depends on.</param>
/// <param name="Run">SHA-256 of <c>run.json</c>, hexadecimal.</param>
/// <param name="AskedOfEnvironment">The names of settings that were looked for in the environment of the build; their values are part of the fingerprint.</param>
/// <param name="WasRun">Whether the image was run; a proof that was not possible is tried again.</param>
/// <param name="Line">What is told of it.</param>
internal sealed record ProofStamp(string Fingerprint, string Run, ImmutableArray<string> AskedOfEnvironment, bool WasRun, string Line)
{
    /// <summary>Reads the stamp of a proof of the present image; <see langword="null"/> when there is none.</summary>
    public static ProofStamp? TryRead(StageFolder folder, ProofSubject subject)
    {
        try
        {
            if (!subject.IsWanted || !File.Exists(folder.RunStamp) || !File.Exists(folder.Run))
            {
                return null;
            }

            return File.ReadAllText(folder.RunStamp).Split('\n') is [var fingerprint, var run, var names, var was, var line, ""]
                && Split(names) is var asked && fingerprint == subject.FingerprintWith(asked)
                ? new ProofStamp(fingerprint, run, asked, was == "run", line)
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether <c>run.json</c> is the one that was written.</summary>
    public bool IsWhole(StageFolder folder) => Whole(folder) is not null;

    /// <summary>What is told in <c>run.json</c>; <see langword="null"/> when it is another one than was written.</summary>
    public RunFacts? ReadRun(StageFolder folder) => Whole(folder) is { } bytes ? RunJson.TryRead(bytes) : null;

    private byte[]? Whole(StageFolder folder)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(folder.Run);
            return DigestOf(bytes) == Run ? bytes : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes a proof; until both files are whole there is none.</summary>
    public static async Task<ProofStamp> WriteAsync(StageFolder folder, RunFacts facts, ImmutableArray<string> asked, CancellationToken cancellationToken)
    {
        File.Delete(folder.RunStamp);
        byte[] run = RunJson.Write(facts);
        var stamp = new ProofStamp(facts.Fingerprint, DigestOf(run), asked, facts.NotRun is null, RunLine.Of(facts).ReplaceLineEndings(" "));

        // The application's log may hold what nobody else on this machine needs.
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await AtomicOutput.WriteFileAsync(folder.Run, output => output.WriteAsync(run, cancellationToken).AsTask(), Own).ConfigureAwait(false);
        byte[] text = Encoding.UTF8.GetBytes($"{stamp.Fingerprint}\n{stamp.Run}\n{string.Join('\t', asked)}\n{(stamp.WasRun ? "run" : "")}\n{stamp.Line}\n");
        await AtomicOutput.WriteFileAsync(folder.RunStamp, output => output.WriteAsync(text, cancellationToken).AsTask(), Own).ConfigureAwait(false);
        return stamp;
    }

    private static ImmutableArray<string> Split(string names) => [.. names.Split('\t', StringSplitOptions.RemoveEmptyEntries)];

    private static string DigestOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

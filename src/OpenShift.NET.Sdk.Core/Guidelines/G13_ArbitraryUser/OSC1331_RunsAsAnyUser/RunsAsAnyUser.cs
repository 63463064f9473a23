using System.Globalization;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Users;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1331_RunsAsAnyUser;

/// <summary>OSC1331.</summary>
[Rule(
    "OSC1331",
    "The image runs as a user that its passwd does not know, and is refused no file",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Give group 0 what the owner has; a folder that the application writes to is an OpenShiftWritablePath.",
    ImageFix = "Give group 0 what the owner has: RUN chgrp -R 0 DIR && chmod -R g=u DIR.")]
public sealed class RunsAsAnyUser : RunRule
{
    /// <inheritdoc/>
    private protected override bool NeedsUp => false;

    /// <inheritdoc/>
    private protected override IEnumerable<Finding> Check(Publication publication, ProvedRun run)
    {
        long user = run.Declared.UserId;
        bool any = false;
        foreach (DeniedPath denied in run.Ordinary.SelectMany(DeniedAccess.Of).Where(d => !DeniedAccess.IsWrite(publication, run.Facts, d)).DistinctBy(static d => d.Path))
        {
            any = true;
            string path = ImagePath.Normalize(denied.Path);
            (string cause, FileVersion? file) = CauseOf(publication, path);
            string mode = file is null ? "" : $", {(cause == path ? "" : $"because of {cause}, ")}{PermissionText.Of(file.File)}";
            Finding finding = Finding.Violation(
                Where(publication, path, cause),
                string.Create(CultureInfo.InvariantCulture, $"is refused to user {user} of group {run.Declared.GroupId} ({denied.Reason}{mode}){run.Consequence}")) with
            {
                AtMost = run.IsUp || run.LackedSomething ? Severity.Warning : null,
            };
            if (run.Facts.WritablePaths.FirstOrDefault(w => ImagePath.IsBelow(path, w)) is { } volume)
            {
                yield return finding with { Fix = $"Mount a volume at {volume} that group 0 can write, as an emptyDir and a claim of this pod's fsGroup can be." };
            }
            else
            {
                bool isFolder = file is null or { File.Kind: FileKind.Directory };
                string folder = isFolder ? cause : ImagePath.Parent(cause);
                bool isOwn = folder == ImagePath.Root || folder == ImagePath.Normalize(publication.Config.Config.WorkingDir ?? ImagePath.Root);
                yield return finding with
                {
                    Fix = $"Give group 0 what the owner has: mode {(isFolder ? "0755" : "0644")} where it is read; {(isOwn ? "what is written belongs into a folder of its own" : $"add <OpenShiftWritablePath Include=\"{folder}\" Volume=\"EmptyDir\" /> where it is written")}.",
                    ImageFix = $"Give group 0 what the owner has: RUN chgrp -R 0 {cause} && chmod -R g=u {cause}.",
                };
            }
        }

        if (any)
        {
            yield break;
        }

        if (!run.IsUp)
        {
            yield return run.DidNotComeUp;
        }
        else if (user == 0 || IsKnown(publication, user))
        {
            yield return Finding.CouldNotTell(ProvedRun.Container(), string.Create(CultureInfo.InvariantCulture, $"was run by {RunText.Engine(run.Facts)} as user {user}, {(user == 0 ? "who is root" : "whom the image's passwd knows")}; OpenShift takes another one"));
        }
    }

    // The scope is the cause: what blocks several files is one thing to be mended.
    private static Location Where(Publication publication, string path, string cause) => publication.Files.Find(path) is { } file
        ? Location.OfFile(publication.Files, file) with { Scope = "file:" + cause, Origin = Origin.App }
        : new Location("Path " + path, "file:" + cause);

    // The folder that cannot be passed, else the path itself, else what of it there is.
    private static (string Path, FileVersion? File) CauseOf(Publication publication, string path)
    {
        for (string at = path; at != ImagePath.Root; at = ImagePath.Parent(at))
        {
            if (ArbitraryUser.AccessTo(publication.Files, at) is { Exists: true } access)
            {
                string cause = access.BlockedBy ?? at;
                return (cause, publication.Files.Find(cause));
            }
        }

        return (path, null);
    }

    private static bool IsKnown(Publication publication, long user)
    {
        if (!publication.Files.TryResolve(UserResolver.PasswdPath, out FileVersion? passwd) || passwd.File.Text is not { } accounts)
        {
            return false;
        }

        string id = user.ToString(CultureInfo.InvariantCulture);
        return accounts.Split('\n').Any(line => line.Split(':') is [{ Length: > 0 }, _, var known, ..] && known == id);
    }
}

using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.Proofs;

/// <summary>Tells apart why the application was refused a path: it wrote where nothing is to be written, or a file of the image is not for its user.</summary>
internal static class DeniedAccess
{
    /// <summary>The reason of a root file system that cannot be written.</summary>
    public const string ReadOnly = "Read-only file system";

    private static readonly string[] s_kernel = ["/proc", "/sys", "/dev"];

    /// <summary>The refused paths of a run, each once, without those the kernel makes: programs look there for what may be missing.</summary>
    public static IEnumerable<DeniedPath> Of(ContainerRun run) =>
        run.Denied.Where(static d => d.Path.StartsWith('/') && !s_kernel.Any(k => ImagePath.IsBelow(d.Path, k))).DistinctBy(static d => d.Path);

    /// <summary>Whether the path was refused because it was written and nothing may be written there, as the image's files tell.</summary>
    public static bool IsWrite(Publication publication, RunFacts facts, DeniedPath denied)
    {
        if (denied.Reason.Equals(ReadOnly, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        string path = ImagePath.Normalize(denied.Path);
        if (facts.WritablePaths.Any(w => ImagePath.IsBelow(path, w)))
        {
            return false;
        }

        EffectiveAccess access = ArbitraryUser.AccessTo(publication.Files, path);
        if (access.Exists)
        {
            return access is { Unknown: false, BlockedBy: null, Read: true, Write: false };
        }

        string folder = ImagePath.Parent(path);
        while (folder != ImagePath.Root && publication.Files.Find(folder) is null)
        {
            folder = ImagePath.Parent(folder);
        }

        access = ArbitraryUser.AccessTo(publication.Files, folder);
        return folder == ImagePath.Root || access is { Exists: true, Unknown: false, BlockedBy: null, Execute: true, Write: false };
    }
}

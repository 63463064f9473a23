using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1105_VolumesHideNothing;

/// <summary>OSC1105.</summary>
[Rule(
    "OSC1105",
    "No volume covers the application or a folder of the operating system",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Give the data a folder of its own, for example <OpenShiftWritablePath Include=\"/data\" Volume=\"Claim\" />.",
    ImageFix = "Give the data a folder of its own, for example VOLUME /data in the Dockerfile.")]
public sealed class VolumesHideNothing : Rule
{
    private static readonly ImmutableArray<string> s_systemFolders =
        ["/", "/etc", "/usr", "/usr/bin", "/usr/lib", "/usr/lib64", "/usr/sbin", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/boot", "/var"];

    private static readonly ImmutableArray<string> s_kernelFolders = ["/proc", "/sys", "/dev"];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Config.Config.Volumes is not { Count: > 0 } volumes)
        {
            yield break;
        }

        ImmutableArray<string> program = ProgramFiles(publication);
        foreach (string volume in volumes.Keys)
        {
            string path = ImagePath.Normalize(volume);
            var where = new Location($"Volume {volume}", "volume:" + path, publication.Project?.PlaceOf("OpenShiftWritablePath"));
            if (s_systemFolders.Contains(path))
            {
                yield return Finding.Violation(where, path == "/" ? "covers the whole image" : "covers a folder of the operating system");
            }
            else if (s_kernelFolders.FirstOrDefault(k => Covers(k, path)) is { } kernel)
            {
                yield return Finding.Violation(where, $"lies in {kernel}, which belongs to the kernel");
            }
            else if (program.FirstOrDefault(file => Covers(path, file)) is { } hidden)
            {
                yield return Finding.Violation(where, $"covers the application: what is mounted there hides {hidden}");
            }
        }
    }

    // The program, and its first argument where that is a file: "dotnet /app/WebApi.dll". Later arguments can well be files on a volume.
    private static ImmutableArray<string> ProgramFiles(Publication publication)
    {
        ImmutableArray<string>.Builder files = ImmutableArray.CreateBuilder<string>();
        if (publication.EntryPoint.ProgramPath is { } path && path.StartsWith('/'))
        {
            files.Add(ImagePath.Normalize(path));
        }

        if (publication.EntryPoint.Program is { } program)
        {
            files.Add(program.Path);
        }

        if (publication.EntryPoint.ProgramArguments is [var first, ..])
        {
            string file = ImagePath.Combine(publication.Config.Config.WorkingDir ?? ImagePath.Root, first);
            if (publication.Files.Find(file) is { File.Kind: FileKind.File })
            {
                files.Add(file);
            }
        }

        return files.ToImmutable();
    }

    private static bool Covers(string folder, string path) => path == folder || ImagePath.IsBelow(path, folder);
}

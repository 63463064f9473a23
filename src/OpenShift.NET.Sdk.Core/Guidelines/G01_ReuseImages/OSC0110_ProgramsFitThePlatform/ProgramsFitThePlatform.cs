using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Elf;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Libraries;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0110_ProgramsFitThePlatform;

/// <summary>The programs and native libraries the container runs are for the machine the image says it is for.</summary>
[Rule(
    "OSC0110",
    "Programs and native libraries are for the image's platform",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Publish for the image's platform.")]
public sealed class ProgramsFitThePlatform : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (publication.Natives is not { } natives)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), $"is for {publication.Config.Platform}, whose machine is not known");
            yield break;
        }

        FileVersion[] started = [.. natives.Started.Concat(natives.Runtime).Where(f => !Runs(f, natives.Machine))];
        foreach (IGrouping<ElfMachine, FileVersion> machine in started.GroupBy(static f => f.File.Elf!.Machine))
        {
            FileVersion first = machine.First();
            yield return Violation(publication, first, machine.Key, machine.Count() - 1, "the container does not start (exec format error)", certain: true) with
            {
                Fix = first.Origin == Origin.Base ? $"Choose a base image that was built for {publication.Config.Platform}." : Fix(publication),
            };
        }

        // What only some runs start, or start beside the application.
        FileVersion[] beside = [.. natives.StartedBeside.Where(f => !Runs(f, natives.Machine) && !started.Contains(f))];
        foreach (IGrouping<ElfMachine, FileVersion> machine in beside.GroupBy(static f => f.File.Elf!.Machine))
        {
            FileVersion first = machine.First();
            yield return Violation(publication, first, machine.Key, machine.Count() - 1, machine.Count() == 1 ? "it does not start (exec format error)" : "they do not start (exec format error)", certain: true) with
            {
                AtMost = Severity.Warning,
                Fix = first.Origin == Origin.Base ? $"Choose a base image that was built for {publication.Config.Platform}." : Fix(publication),
            };
        }

        // One cause, many files: what a publish for another platform left there.
        var libraries = new List<FileVersion>();
        foreach (FileVersion file in Loaded(publication, natives))
        {
            if (!Runs(file, natives.Machine) && !started.Contains(file) && !libraries.Contains(file))
            {
                libraries.Add(file);
            }
        }

        foreach (IGrouping<ElfMachine, FileVersion> machine in libraries.GroupBy(static f => f.File.Elf!.Machine))
        {
            yield return Violation(publication, machine.First(), machine.Key, machine.Count() - 1, "they fail to load (DllNotFoundException)", certain: false) with { Fix = Fix(publication) };
        }

        if (natives.HasUnknownApplication)
        {
            yield return Finding.CouldNotTell(Location.OfImage(publication), "does not tell in which folder its application lies, so what its assemblies import was not looked at");
        }
    }

    // What managed code imports, and what packages published as this platform's native assets. Anything else may be data.
    private static IEnumerable<FileVersion> Loaded(Publication publication, ApplicationNatives natives)
    {
        foreach (NativeImport import in natives.Imports())
        {
            if (import.File is { } file)
            {
                yield return file;
            }
        }

        if (publication.Project is not { } project || natives.Folder is not { } folder)
        {
            yield break;
        }

        foreach (PublishFile asset in project.Files)
        {
            if (asset is { AssetType: "native", LeftOutBecause: null } && !asset.Path.Contains('/', StringComparison.Ordinal)
                && publication.Files.Find(ImagePath.Combine(folder, asset.Path)) is { File.Elf: not null } file)
            {
                yield return file;
            }
        }
    }

    // The processors of amd64 and arm64 run programs of their 32 bit predecessors, whole processes only.
    private static bool Runs(FileVersion file, ElfMachine machine) => file.File.Elf is not { } elf || elf.Machine == machine
        || (elf.Interpreter is not null && (machine.Architecture, elf.Machine.Architecture) is ("amd64", "386") or ("arm64", "arm"));

    private static Finding Violation(Publication publication, FileVersion file, ElfMachine machine, int more, string consequence, bool certain)
    {
        Location where = Location.OfFile(publication.Files, file);
        string others = more == 0 ? "is" : FormattableString.Invariant($"and {more} more are");
        return Finding.Violation(
            certain ? where with { Origin = Origin.App } : where,
            $"{others} for {machine.Architecture}, and the image is for {publication.Config.Platform}: {(more == 0 && !certain ? "it fails to load (DllNotFoundException)" : consequence)}");
    }

    private static string Fix(Publication publication) => publication.Project is null
        ? $"Build the application for {publication.Config.Platform}."
        : $"Publish for {publication.Config.Platform} (-r, or ContainerRuntimeIdentifiers for several platforms), into an empty folder.";
}

using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Images.Libraries;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0109_LibrariesAreThere;

/// <summary>What the dynamic loader needs for the program, the .NET runtime and the native libraries that assemblies import is in the image, in the version it needs.</summary>
[Rule(
    "OSC0109",
    "Base image and application have the shared libraries that are loaded",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Build the application on a base image that has them.")]
public sealed class LibrariesAreThere : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (ApplicationNatives.Of(publication.Config, publication.EntryPoint, publication.Files, publication.Project?.Image.WorkingDirectory) is not { } natives)
        {
            return [Finding.NotApplicable(Location.OfImage(publication), $"is for {publication.Config.Platform}, whose libraries are not known")];
        }

        var findings = new List<Finding>();
        var reported = new HashSet<string>(StringComparer.Ordinal);
        var remedies = new LibraryRemedies(publication, natives.Inspection);
        foreach (FileVersion program in natives.Started.Concat(natives.Runtime))
        {
            // Whoever put it there: the container does not start.
            Add(findings, reported, publication, natives, program, "so nothing starts", remedies, null, certain: true);
        }

        AddImports(findings, reported, publication, natives, remedies);
        return findings;
    }

    private static void AddImports(List<Finding> findings, HashSet<string> reported, Publication publication, ApplicationNatives natives, LibraryRemedies remedies)
    {
        var calls = new NativeCalls(publication);
        foreach (IGrouping<FileVersion, NativeImport> assembly in natives.Imports().GroupBy(static i => i.Assembly))
        {
            NativeImport[] imports = [.. assembly];
            foreach (NativeImport import in imports)
            {
                bool called = calls.Reach(import);
                if (import.File is not { } file)
                {
                    continue;
                }

                // Packages name a library for every distribution (alpine-librdkafka, centos8-librdkafka) and try them in turn.
                bool other = imports.Any(o => o.Name != import.Name && AreVariants(o.Name, import.Name) && (o.IsOfSystem || (o.File is { } f && natives.Inspection.FaultsOf(f.Path).Count == 0)));
                if (!other)
                {
                    Add(findings, reported, publication, natives, file, $"so {import.AssemblyName} fails with DllNotFoundException", remedies, import, called);
                }
            }

            if (imports.All(static i => i.IsMissing) && imports.FirstOrDefault(i => IsExpected(publication, natives, calls, i)) is { } missing
                && reported.Add(missing.Assembly.Path))
            {
                bool called = calls.Reach(missing);
                AddMissing(missing, called);
            }
        }

        void AddMissing(NativeImport missing, bool called)
        {
            Finding finding = Finding.Violation(
                Location.OfFile(publication.Files, missing.Assembly),
                $"imports {missing.Name}, and the image has no such library for {publication.Config.Platform}{(called ? "; the application calls it, which fails with DllNotFoundException" : "")}")
                with
            { Fix = remedies.ForMissing(missing) };
            findings.Add(called ? finding : finding with { AtMost = Severity.Warning });
        }
    }

    // A package may import what it only tries. It is told where the application itself calls it, or where the package is known not to work without it or brings it for other systems.
    private static bool IsExpected(Publication publication, ApplicationNatives natives, NativeCalls calls, NativeImport import) =>
        !natives.HasNamesake(import.Name)
        && (calls.CallsDirectly(import) || KnownNatives.IsEssential(import.Name) || IsForOtherSystems(publication, import.Name));

    private static bool IsForOtherSystems(Publication publication, string name)
    {
        string stem = NativeNames.Stem(name);
        return publication.Project is { } project && project.Files.Any(f => f.Path.Contains("runtimes/", StringComparison.Ordinal) && f.Path.Contains("/native/", StringComparison.Ordinal) && NativeNames.Stem(f.Path) == stem);
    }

    private static bool AreVariants(string one, string other)
    {
        (string stem, string otherStem) = (NativeNames.Stem(one), NativeNames.Stem(other));
        return stem.EndsWith(otherStem, StringComparison.Ordinal) || otherStem.EndsWith(stem, StringComparison.Ordinal);
    }

    private static void Add(
        List<Finding> findings,
        HashSet<string> reported,
        Publication publication,
        ApplicationNatives natives,
        FileVersion file,
        string consequence,
        LibraryRemedies remedies,
        NativeImport? import,
        bool certain)
    {
        // A library for another machine is OSC0110's.
        if (file.File.Elf is not { } elf || elf.Machine != natives.Machine || !reported.Add(file.Path))
        {
            return;
        }

        Location where = Location.OfFile(publication.Files, file);
        where = import is null ? where with { Origin = Origin.App } : where;
        foreach (IGrouping<LibraryFaultKind, LibraryFault> kind in natives.Inspection.FaultsOf(file.Path).GroupBy(static f => f.Kind))
        {
            LibraryFault[] faults = [.. kind];
            Finding finding = Finding.Violation(where, $"{Seen(kind.Key, faults, file.Path)}, {consequence}") with { Fix = remedies.For(kind.Key, faults, file, import) };
            findings.Add(certain && kind.Key != LibraryFaultKind.NeedsGlibc ? finding : finding with { AtMost = Severity.Warning });
        }
    }

    private static string Seen(LibraryFaultKind kind, LibraryFault[] faults, string path) => kind switch
    {
        LibraryFaultKind.LoaderMissing => $"is started by {faults[0].Name}{(faults[0].Name.Contains("ld-musl", StringComparison.Ordinal) ? " (musl)" : "")}, which is not in the image ('no such file or directory')",
        LibraryFaultKind.LibraryMissing => $"needs {Names(faults, path)}, which neither base image nor application has",
        LibraryFaultKind.VersionMissing => $"needs {string.Join(", ", faults.GroupBy(static f => f.Library).Select(g => $"{Highest(g)} of {g.Key}"))}, which is older",
        _ => "was linked with glibc, and the image has musl, which lacks some of its functions",
    };

    private static string Names(LibraryFault[] faults, string path) =>
        string.Join(", ", faults.DistinctBy(static f => f.Name).Select(f => f.NeededBy == path ? f.Name : $"{f.Name} (through {ImagePath.Name(f.NeededBy)})"));

    private static string Highest(IEnumerable<LibraryFault> faults) => faults.Select(static f => f.Name).MaxBy(static n => n, SymbolVersions.Instance)!;
}

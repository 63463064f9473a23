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
        if (publication.Natives is not { } natives)
        {
            return [Finding.NotApplicable(Location.OfImage(publication), $"is for {publication.Config.Platform}, whose libraries are not known")];
        }

        var seen = new List<Unloadable>();
        var reported = new HashSet<string>(StringComparer.Ordinal);
        var remedies = new LibraryRemedies(publication, natives);
        foreach (FileVersion program in natives.Started)
        {
            // Whoever put it there: the container does not start.
            Add(seen, reported, natives, program, "so nothing starts", null, certain: true);
        }

        if (seen.Exists(static u => u.Kind == LibraryFaultKind.LoaderMissing))
        {
            // What else was built for the other C library says nothing new.
            return Told(publication, seen.Where(static u => u.Kind == LibraryFaultKind.LoaderMissing), remedies);
        }

        foreach (FileVersion library in natives.Runtime)
        {
            Add(seen, reported, natives, library, "so nothing starts", null, certain: true);
        }

        foreach (FileVersion program in natives.StartedBeside)
        {
            Add(seen, reported, natives, program, "so it does not start", null, certain: false);
        }

        var findings = new List<Finding>();
        AddImports(findings, seen, reported, publication, natives, remedies);
        return
        [
            .. Told(publication, seen, remedies),
            .. findings,
            .. natives.HasUnknownApplication ? [Finding.CouldNotTell(Location.OfImage(publication), "does not tell in which folder its application lies, so what its assemblies import was not looked at")] : (Finding[])[],
        ];
    }

    private static void AddImports(List<Finding> findings, List<Unloadable> seen, HashSet<string> reported, Publication publication, ApplicationNatives natives, LibraryRemedies remedies)
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
                bool other = imports.Any(o => o.Name != import.Name && AreVariants(o.Name, import.Name, imports) && (o.IsOfSystem || (o.File is { } f && natives.Inspection.FaultsOf(f.Path).Count == 0)));

                // One that was built for the other C library is never taken where there is one for this one.
                other |= IsForMusl(natives, file) && imports.Any(o => o.Name != import.Name && AreVariants(o.Name, import.Name, imports) && o.File is { } f && !IsForMusl(natives, f));
                if (!other && (called || calls.MayReach(import)))
                {
                    Add(seen, reported, natives, file, $"so {import.AssemblyName} fails with DllNotFoundException", import, called);
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

    private static bool IsForMusl(ApplicationNatives natives, FileVersion file) => natives.Inspection.FaultsOf(file.Path).Any(static f => f.Name.StartsWith("libc.musl-", StringComparison.Ordinal));

    // A package may import what it only tries. It is told where the application itself calls it, or where the package is known not to work without it or brings it for other systems.
    private static bool IsExpected(Publication publication, ApplicationNatives natives, NativeCalls calls, NativeImport import) =>
        !natives.HasNamesake(import.Name)
        && (calls.CallsDirectly(import) || KnownNatives.IsEssential(import.Name) || IsForOtherSystems(publication, import.Name));

    private static bool IsForOtherSystems(Publication publication, string name)
    {
        string stem = NativeNames.Stem(name);
        return publication.Project is { } project && project.Files.Any(f => f.Path.Contains("runtimes/", StringComparison.Ordinal) && f.Path.Contains("/native/", StringComparison.Ordinal) && NativeNames.Stem(f.Path) == stem);
    }

    // alpine-librdkafka and centos8-librdkafka are variants of librdkafka, and so of each other.
    private static bool AreVariants(string one, string other, NativeImport[] imports) =>
        AreVariants(one, other) || imports.Any(i => i.Name != one && i.Name != other && AreVariants(i.Name, one) && AreVariants(i.Name, other));

    private static bool AreVariants(string one, string other)
    {
        (string stem, string otherStem) = (NativeNames.Stem(one), NativeNames.Stem(other));
        return stem.EndsWith(otherStem, StringComparison.Ordinal) || otherStem.EndsWith(stem, StringComparison.Ordinal);
    }

    private static void Add(List<Unloadable> seen, HashSet<string> reported, ApplicationNatives natives, FileVersion file, string consequence, NativeImport? import, bool certain)
    {
        // A library for another machine is OSC0110's.
        if (file.File.Elf is not { } elf || elf.Machine != natives.Machine || !reported.Add(file.Path))
        {
            return;
        }

        IReadOnlyCollection<LibraryFault> faults = [.. natives.Inspection.FaultsOf(file.Path)];
        if (import is not null && !certain && faults.Any(static f => IsOfDesktops(f.Name)))
        {
            // MSAL's broker, which comes with every Microsoft.Data.SqlClient, opens a window to sign somebody in: no server comes to that.
            return;
        }

        foreach (IGrouping<LibraryFaultKind, LibraryFault> kind in faults.GroupBy(static f => f.Kind))
        {
            seen.Add(new Unloadable(file, kind.Key, [.. kind], consequence, import, certain && kind.Key != LibraryFaultKind.NeedsGlibc));
        }
    }

    private static bool IsOfDesktops(string library) =>
        library.StartsWith("libX11.", StringComparison.Ordinal) || library.StartsWith("libgtk-", StringComparison.Ordinal) || library.StartsWith("libgdk-", StringComparison.Ordinal)
        || library.StartsWith("libwebkit", StringComparison.Ordinal) || library.StartsWith("libwayland-", StringComparison.Ordinal) || library.StartsWith("libQt", StringComparison.Ordinal);

    // One cause, many files: the libraries of one runtime, and of packages, were built on one system.
    private static IEnumerable<Finding> Told(Publication publication, IEnumerable<Unloadable> seen, LibraryRemedies remedies)
    {
        foreach (IGrouping<(LibraryFaultKind, bool, bool, string), Unloadable> cause in seen.GroupBy(static u => (u.Kind, u.Certain, u.Import is null, u.Lacks)))
        {
            Unloadable first = cause.First();
            Location where = Location.OfFile(publication.Files, first.File);
            Finding finding = Finding.Violation(first.Import is null ? where with { Origin = Origin.App } : where, $"{Seen(first, cause.Count() - 1)}, {first.Consequence}") with
            {
                Fix = remedies.For(first.Kind, first.Faults, first.File, first.Import),
            };
            yield return first.Certain ? finding : finding with { AtMost = Severity.Warning };
        }
    }

    private static string Seen(Unloadable file, int more)
    {
        string others = more == 0 ? "" : FormattableString.Invariant($"and {more} more ");
        string loader = file.Faults[0].Name;
        return others + file.Kind switch
        {
            LibraryFaultKind.LoaderMissing => $"{(more == 0 ? "is" : "are")} started by {loader}{(loader.Contains("ld-musl", StringComparison.Ordinal) ? " (musl)" : "")}, which is not in the image ('no such file or directory')",
            LibraryFaultKind.LibraryMissing => $"{(more == 0 ? "needs" : "need")} {Names(file.Faults, file.File.Path)}, which neither base image nor application has",
            LibraryFaultKind.VersionMissing => $"{(more == 0 ? "needs" : "need")} {Versions(file.Faults)}, which is older",
            _ => $"{(more == 0 ? "was" : "were")} linked with glibc, and the image has musl, which lacks some of its functions",
        };
    }

    private static string Names(LibraryFault[] faults, string path) =>
        string.Join(", ", faults.DistinctBy(static f => f.Name).Select(f => f.NeededBy == path ? f.Name : $"{f.Name} (through {ImagePath.Name(f.NeededBy)})"));

    private static string Versions(LibraryFault[] faults) =>
        string.Join(", ", faults.GroupBy(static f => f.Library).Select(static g => $"{g.Select(static f => f.Name).MaxBy(static n => n, SymbolVersions.Instance)} of {g.Key}"));

    /// <summary>A file that the dynamic loader does not load.</summary>
    /// <param name="File">The file.</param>
    /// <param name="Kind">What is wrong.</param>
    /// <param name="Faults">Its faults of that kind.</param>
    /// <param name="Consequence">What comes of it.</param>
    /// <param name="Import">The import that loads it; <see langword="null"/> for a program, and a library of the runtime.</param>
    /// <param name="Certain">Whether it comes to that.</param>
    private sealed record Unloadable(FileVersion File, LibraryFaultKind Kind, LibraryFault[] Faults, string Consequence, NativeImport? Import, bool Certain)
    {
        /// <summary>What it lacks, whoever needs it.</summary>
        public string Lacks => Kind == LibraryFaultKind.VersionMissing ? Versions(Faults) : string.Join(' ', Faults.Select(static f => f.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }
}

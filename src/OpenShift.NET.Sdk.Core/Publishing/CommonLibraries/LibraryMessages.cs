using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.CommonLibraries;

/// <summary>What is to be told of restored libraries.</summary>
internal static class LibraryMessages
{
    /// <summary>The libraries that are missing and must not be; <see langword="null"/> when there are none.</summary>
    public static OpenShiftException? Failure(ProjectFacts facts, RestoredLibraries restored)
    {
        LibraryFailure[] missing = [.. restored.Failures.Where(f => facts.SourceToImage.Libraries.Any(l => l.Name == f.Name && !l.IsOptional))];
        if (missing.Length == 0)
        {
            return null;
        }

        string names = string.Join(", ", missing.Select(static f => $"{f.Name} {f.Version}"));
        string reason = missing.FirstOrDefault(static f => f.Reason.Length > 0) is { } told ? $"; of {told.Name} NuGet says: {told.Reason}" : "";
        return new OpenShiftException(
            ToolCodes.LibraryNotRestored,
            $"The common {(missing.Length == 1 ? "library" : "libraries")} {names} cannot be restored{reason}",
            $"Name a version that the project's NuGet sources have (<OpenShiftCommonLibrary Update=\"{missing[0].Name}\" Version=\"…\" />), take the library out (<OpenShiftCommonLibrary Remove=\"{missing[0].Name}\" />), or set OpenShiftCommonLibraries to false.",
            facts.PlaceOfItem("OpenShiftCommonLibrary", missing[0].Name));
    }

    /// <summary>What the user should know of and nothing ends for.</summary>
    public static IEnumerable<AssemblyWarning> Warnings(RestoredLibraries restored) => restored.Vulnerable.Select(static line => new AssemblyWarning(
        ToolCodes.VulnerableLibrary,
        $"Among the common libraries of the builder: {line}",
        "Name a newer version in the project: <OpenShiftCommonLibrary Update=\"NAME\" Version=\"…\" />, or Include for what the list does not name."));

    /// <summary>What the builder has of libraries, in one line.</summary>
    /// <param name="facts">The project.</param>
    /// <param name="restored">The libraries.</param>
    /// <param name="layer">What became of their layer.</param>
    public static string Summary(ProjectFacts facts, RestoredLibraries restored, LayerSummary layer)
    {
        int listed = facts.SourceToImage.Libraries.Length - restored.Failures.Length;
        string without = restored.Failures.IsEmpty ? "" : $"; left out, for the NuGet sources do not have them: {string.Join(", ", restored.Failures.Select(static f => $"{f.Name} {f.Version}"))}";
        return FormattableString.Invariant($"{listed} common libraries for builds without a network, {restored.Packages.Length} packages in a layer of {ByteSize.ToText(layer.CompressedBytes)}{without}");
    }
}

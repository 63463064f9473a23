using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects.Description.Declarations;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads what is to be written of the image's parts and origin.</summary>
internal sealed class SupplyChainReader(ProjectInput input, PropertyReader properties, Func<string, SourceLocation?> place)
{
    private static readonly char[] s_separators = [';', ','];

    /// <summary>Reads it.</summary>
    /// <exception cref="OpenShiftException">OSC0026: a property has no value of its kind.</exception>
    public SupplyChainFacts Read() => new()
    {
        Formats = Formats() is var formats && properties.Flag(SupplyChainProperties.Sbom) ? formats : [],
        Provenance = properties.Flag(SupplyChainProperties.Provenance),
        Attach = properties.Choice(SupplyChainProperties.SbomAttach),
        BuilderId = BuilderId(),
        PackageFolders = [.. Split(input.Property("NuGetPackageFolders") ?? input.Property("NuGetPackageRoot"))],
        SdkVersion = input.Property("NETCoreSdkVersion"),
    };

    private ImmutableArray<string> Formats()
    {
        var formats = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string word in Split(input.Property("OpenShiftSbomFormat") ?? SupplyChainProperties.SbomFormat.Otherwise))
        {
            formats.Add(SupplyChainProperties.SbomFormat.Words.FirstOrDefault(f => f.Equals(word, StringComparison.OrdinalIgnoreCase))
                ?? throw new OpenShiftException(ToolCodes.InvalidProperty, $"OpenShiftSbomFormat is '{word}'", "Set it to CycloneDX, SPDX, or both, separated by a semicolon.", place("OpenShiftSbomFormat")));
        }

        return [.. formats];
    }

    private string? BuilderId() => input.Property("OpenShiftBuilderId") is not { } id ? null
        : Uri.TryCreate(id, UriKind.Absolute, out Uri? uri) && uri.UserInfo.Length == 0 && !id.Any(char.IsWhiteSpace) ? id
        : throw new OpenShiftException(ToolCodes.InvalidProperty, "OpenShiftBuilderId is no URI without user and password", "Write the address of the build platform, for example https://ci.example.com/runners/linux.", place("OpenShiftBuilderId"));

    private static string[] Split(string? text) => (text ?? "").Split(s_separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

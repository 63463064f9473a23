using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Runtimes;
using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Guidelines.G16_EnvironmentConfiguration.OSC1608_CulturesAndTimeZonesAreThere;

/// <summary>OSC1608.</summary>
[Rule(
    "OSC1608",
    "Cultures and time zones that the code asks for are in the image",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Error,
    Fix = "Choose a base image that has them, or do without them in the code.")]
public sealed class CulturesAndTimeZonesAreThere : CodeRule
{
    private static readonly KnownApi[] s_cultures =
    [
        "System.Globalization.CultureInfo::.ctor",
        "System.Globalization.CultureInfo::GetCultureInfo*",
        "System.Globalization.CultureInfo::CreateSpecificCulture",
        "System.Globalization.RegionInfo::.ctor",
        "Microsoft.AspNetCore.Localization.RequestCulture::.ctor",
        "Microsoft.AspNetCore.Builder.RequestLocalizationOptions::AddSupportedCultures",
        "Microsoft.AspNetCore.Builder.RequestLocalizationOptions::AddSupportedUICultures",
        "Microsoft.AspNetCore.Builder.RequestLocalizationOptions::SetDefaultCulture",
        "Microsoft.AspNetCore.Builder.ApplicationBuilderExtensions::UseRequestLocalization",
    ];

    private static readonly KnownApi[] s_timeZones =
    [
        "System.TimeZoneInfo::FindSystemTimeZoneById",
        "System.TimeZoneInfo::ConvertTimeBySystemTimeZoneId",
    ];

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        if (ProcessOf(publication) is not var (process, config, folder))
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "starts no .NET application that is known");
            yield break;
        }

        var mode = GlobalizationMode.Of(process, config, publication.Project?.Application.InvariantGlobalization ?? false);
        foreach (CodeCall call in mode is { IsInvariant: true, OnlyPredefined: true } ? code.CallsTo(s_cultures).Where(static c => c.InProduction) : [])
        {
            string[] cultures = [.. RequestedNames.Of(call).Where(static n => n.Length > 0 && n != "127").Distinct(StringComparer.Ordinal)];
            if (cultures.Length > 0)
            {
                yield return Finding.Violation(
                    CodeLocations.Of(publication, call),
                    $"asks for {(cultures.Length == 1 ? "the culture " : "the cultures ")}{string.Join(", ", cultures.Select(static c => $"'{c}'"))}, and in globalization-invariant mode ({SourceOf(publication, mode)}) that throws CultureNotFoundException") with
                {
                    Fix = CultureFix(publication, process, folder, mode.Source == "InvariantGlobalization" ? "remove <InvariantGlobalization> from the project" : $"set {mode.Source} to false (ContainerEnvironmentVariable)"),
                    ImageFix = CultureFix(publication, process, folder, $"write ENV {InvariantVariable}=false"),
                };
            }
        }

        var zones = TimeZoneData.Of(publication.Files, process.Variable("TZDIR").Value);
        foreach (CodeCall call in code.CallsTo(s_timeZones).Where(static c => c.InProduction))
        {
            if (OfTimeZone(publication, call, zones, mode) is { } finding)
            {
                yield return finding;
            }
        }

        // The variable TZ is no code, but asks for the same.
        if (process.Variable("TZ").Value is { Length: > 0 } zone && !IsUtc(zone) && zone.Contains('/', StringComparison.Ordinal) && !zones.Has(zone.TrimStart(':')))
        {
            yield return Finding.Violation(Location.OfEnvironment(publication, "TZ"), $"is '{zone}', which is not below {zones.Folder} of the image, so local time is UTC") with { Fix = TimeZoneFix };
        }
    }

    // It wins over runtimeconfig.json.
    private const string InvariantVariable = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT";

    private const string TimeZoneFix = "Choose a base image with the package tzdata (of Microsoft's Alpine images the tag with -extra), or work with UTC in the code.";

    private static (StartedProcess Process, RuntimeConfig? Config, string Folder)? ProcessOf(Publication publication)
    {
        if (publication.MainApplication is { Assembly: not null } application)
        {
            return (application.Process, application.Config is { Problem: null } config ? config : null, application.Folder);
        }

        string? host = publication.Project is { } project ? ImagePath.Combine(project.Image.WorkingDirectory, project.Identity.AssemblyName) : null;
        return publication.Processes.FirstOrDefault(p => p.Program?.Path == host && host is not null) is { } process ? (process, null, ImagePath.Parent(host!)) : null;
    }

    private static string SourceOf(Publication publication, GlobalizationMode mode) =>
        mode.Source is { } name && publication.Config.Config.EnvironmentVariable(name) is not null
            ? name + (Location.OfEnvironment(publication, name).Origin == Origin.Base ? " of the base image" : "")
            : mode.Source ?? "the project";

    private static string CultureFix(Publication publication, StartedProcess process, string folder, string setting)
    {
        bool hasIcu = IcuLibraries.MissingFor(process, folder, null, publication.Files).Names.IsEmpty;
        return hasIcu
            ? $"{char.ToUpperInvariant(setting[0])}{setting[1..]}, or use CultureInfo.InvariantCulture."
            : $"Choose a base image with ICU (of Microsoft's chiselled and Alpine images the tag with -extra) and {setting}, or use CultureInfo.InvariantCulture.";
    }

    private static Finding? OfTimeZone(Publication publication, CodeCall call, TimeZoneData zones, GlobalizationMode mode)
    {
        string[] names = [.. RequestedNames.Of(call).Where(static n => !IsUtc(n))];
        Location where = CodeLocations.Of(publication, call);
        if (names.FirstOrDefault(static n => IsWindows(n)) is { } windows && mode.IsInvariant == true)
        {
            return Finding.Violation(where, $"asks for the time zone '{windows}', a name of Windows, which needs ICU to be understood; in globalization-invariant mode ({SourceOf(publication, mode)}) that throws TimeZoneNotFoundException") with { Fix = "Use the IANA name, for example 'Europe/Berlin'." };
        }

        if (!zones.Exists)
        {
            // A name that only the run knows may be UTC.
            return names.Length > 0
                ? Finding.Violation(where, $"asks for the time zone '{names[0]}', and the image has no time zones in {zones.Folder}: that throws TimeZoneNotFoundException") with { Fix = TimeZoneFix }
                : RequestedNames.Of(call).Any() ? null
                : Finding.Violation(where, $"asks for a time zone, and the image has none in {zones.Folder}: all but UTC throw TimeZoneNotFoundException") with { Fix = TimeZoneFix, AtMost = Severity.Warning };
        }

        return names.FirstOrDefault(n => !IsWindows(n) && !zones.Has(n)) is { } missing
            ? Finding.Violation(where, $"asks for the time zone '{missing}', which is not among those in {zones.Folder} of the image: that throws TimeZoneNotFoundException") with
            {
                Fix = "Use the name of a present one, 'Region/City' (old names are in the package tzdata-legacy of Debian and Ubuntu).",
            }
            : null;
    }

    private static bool IsUtc(string name) => name.Equals("UTC", StringComparison.OrdinalIgnoreCase) || name.Length == 0;

    // "W. Europe Standard Time", "UTC-02", "Tokyo Standard Time".
    private static bool IsWindows(string name) => name.EndsWith(" Time", StringComparison.Ordinal) || name.StartsWith("UTC+", StringComparison.Ordinal) || name.StartsWith("UTC-", StringComparison.Ordinal);
}

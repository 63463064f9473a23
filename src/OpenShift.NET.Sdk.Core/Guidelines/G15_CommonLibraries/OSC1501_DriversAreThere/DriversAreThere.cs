using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;

namespace OpenShift.NET.Sdk.Guidelines.G15_CommonLibraries.OSC1501_DriversAreThere;

/// <summary>OSC1501.</summary>
[Rule(
    "OSC1501",
    "A builder of .NET applications brings the drivers of the common databases along",
    Basic = Severity.None,
    Recommended = Severity.Info,
    Strict = Severity.Warning,
    Fix = "Leave OpenShiftCommonLibraries and the items OpenShiftCommonLibrary of OpenShift.NET.Sdk as they are, or add a driver: <OpenShiftCommonLibrary Include=\"NAME\" Version=\"…\" />.",
    ImageFix = "Put a feed with them into the image (COPY packages/ /usr/share/nuget/common-libraries/) and name it to every restore: ENV RestoreAdditionalProjectSources=/usr/share/nuget/common-libraries.")]
public sealed class DriversAreThere : Rule
{
    private static readonly (string Database, string[] Drivers)[] s_databases =
    [
        ("PostgreSQL", ["Npgsql"]),
        ("MySQL", ["MySqlConnector", "MySql.Data"]),
        ("SQL Server", ["Microsoft.Data.SqlClient", "System.Data.SqlClient"]),
    ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (BuilderPackages.Of(publication) is not { } packages)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is no builder of .NET applications");
            yield break;
        }

        string[] missing = [.. s_databases.Where(d => !packages.Folders.Any(f => d.Drivers.Any(f.Packages.Contains))).Select(static d => $"{d.Database} ({string.Join(" or ", d.Drivers)})")];
        if (missing.Length > 0)
        {
            yield return Finding.Violation(Location.OfImage(publication), $"is a builder of .NET applications and has no driver for {string.Join(", ", missing)}, so a build of what uses one needs a network, and a feed that is up");
        }
    }
}

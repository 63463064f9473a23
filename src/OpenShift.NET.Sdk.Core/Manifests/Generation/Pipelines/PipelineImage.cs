using System.Globalization;
using OpenShift.NET.Sdk.Images.BillsOfMaterials;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines;

/// <summary>One image as pipelines speak of it.</summary>
/// <param name="Facts">What the project says.</param>
/// <param name="Name">The name of its objects.</param>
internal sealed record PipelineImage(ProjectFacts Facts, string Name)
{
    // The package wants the .NET SDK 10, which builds for older frameworks too.
    private static readonly Version s_oldestSdk = new(10, 0);

    /// <summary>Address of the repository; <see langword="null"/> when the project does not say it.</summary>
    public string? RepositoryUrl => PublicAddress.Of(Facts.Identity.RepositoryUrl) ?? (Facts.Identity.RepositoryUrl is { } other && !other.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? other : null);

    /// <summary>Registry of the image; <see langword="null"/> when none is known that another machine reaches.</summary>
    public string? Registry => Facts.Destination.Registry is { } registry && registry.Contains('.', StringComparison.Ordinal) && HostNames.OfAuthority(registry) is var host && !HostNames.IsThisMachine(host) && !HostNames.IsOfDesk(host) && !HostNames.IsAny(host) ? registry : null;

    /// <summary>Registry and repository of the image as a cluster pushes to them.</summary>
    public string ClusterImage => Registry is { } registry ? $"{registry}/{Repository}" : PipelinePlan.ClusterRepository("NAMESPACE", Name);

    /// <summary>Repository of the image in its registry.</summary>
    public string Repository => Facts.Destination.Repository.Length > 0 ? Facts.Destination.Repository : Name;

    /// <summary>First tag of the image.</summary>
    public string Tag => Facts.Destination.Tags is { IsDefaultOrEmpty: false } tags ? tags[0] : "latest";

    /// <summary>Version of the .NET SDK that builds the project.</summary>
    public Version Sdk => Version.TryParse(Facts.Application.TargetFrameworkVersion, out Version? target) && target > s_oldestSdk ? target : s_oldestSdk;

    /// <summary>Red Hat's image with a version of the .NET SDK.</summary>
    public static string SdkImage(string version) => string.Create(CultureInfo.InvariantCulture, $"registry.access.redhat.com/dotnet/sdk:{version}");
}

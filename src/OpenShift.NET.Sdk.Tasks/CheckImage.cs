using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Holds every rule against the assembled image and reports as MSBuild does.</summary>
public sealed class CheckImage : StageTask
{
    /// <summary>Full path of the facts file.</summary>
    [Required]
    public string Facts { get; set; } = "";

    /// <summary>Whether the contract of the image is written beside the project.</summary>
    public bool UpdateContract { get; set; }

    /// <inheritdoc/>
    protected override StageRequest CreateRequest() => new() { Stage = Stage.Check, Facts = [Facts], Update = UpdateContract };
}

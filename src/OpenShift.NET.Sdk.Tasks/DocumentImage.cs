using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Writes the bill of materials and the provenance of the checked image.</summary>
public sealed class DocumentImage : StageTask
{
    /// <summary>Full path of the facts file.</summary>
    [Required]
    public string Facts { get; set; } = "";

    /// <inheritdoc/>
    protected override StageRequest CreateRequest() => new() { Stage = Stage.Document, Facts = [Facts] };
}

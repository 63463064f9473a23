using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Runs the checked image until it ends or the build is interrupted, and shows what it writes.</summary>
public sealed class RunImage : ShownStageTask
{
    /// <summary>Full path of the facts file.</summary>
    [Required]
    public string Facts { get; set; } = "";

    /// <summary>Ports of this machine that lead to ports of the container, <c>18080:8080;…</c>.</summary>
    public string Ports { get; set; } = "";

    /// <inheritdoc/>
    protected override StageRequest CreateRequest() => new() { Stage = Stage.Run, Facts = [Facts], Ports = Ports };
}

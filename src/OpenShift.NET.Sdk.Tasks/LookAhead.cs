using System.Collections.Immutable;
using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Has the base image looked at while the project is being built, when an image of it will be made. Goes on without waiting.</summary>
public sealed class LookAhead : StageTask
{
    /// <summary>Evaluated properties: the identity is the name, the metadata <c>Value</c> the value.</summary>
    [Required]
    public ITaskItem[] Properties { get; set; } = [];

    /// <summary>Full path of the facts file that Describe is going to write.</summary>
    [Required]
    public string Facts { get; set; } = "";

    /// <summary>Full path of the project.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>Whether properties already say that this build ends with an image.</summary>
    public bool IsCertain { get; set; }

    /// <summary>Whether the project is one of the platforms of a publish around it.</summary>
    public bool IsInner { get; set; }

    /// <inheritdoc/>
    protected override StageRequest? CreateRequest()
    {
        if (!IsInner)
        {
            var command = new BuildCommandLine(Environment.GetCommandLineArgs(), Environment.CurrentDirectory);
            if (!command.IsOfTheUser || !(IsCertain || command.AsksFor("PublishContainer")) || !command.Names(ProjectFile))
            {
                return null;
            }
        }

        var properties = Properties.ToImmutableDictionary(static p => p.ItemSpec, static p => p.GetMetadata("Value"), StringComparer.OrdinalIgnoreCase);
        return new StageRequest { Stage = Stage.LookAhead, Facts = [Facts], Input = new ProjectInput(properties, []) };
    }
}

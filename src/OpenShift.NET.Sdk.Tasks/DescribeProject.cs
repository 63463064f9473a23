using System.Collections.Immutable;
using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Publishing.Sessions;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Writes everything one publish is made from to <c>facts.json</c>.</summary>
public sealed class DescribeProject : StageTask
{
    /// <summary>Evaluated properties: the identity is the name, the metadata <c>Value</c> the value.</summary>
    [Required]
    public ITaskItem[] Properties { get; set; } = [];

    /// <summary>Evaluated items; the metadata <c>OpenShiftKind</c> says of which kind.</summary>
    public ITaskItem[] Items { get; set; } = [];

    /// <summary>The environment variables of the image. A parameter of its own, because the values may be secrets: MSBuild is told to log neither them nor a copy of them.</summary>
    public ITaskItem[] EnvironmentVariables { get; set; } = [];

    /// <summary>The variables of the proof's run, a parameter of their own for the same reason.</summary>
    public ITaskItem[] ProveSettings { get; set; } = [];

    /// <summary>The services beside that run, whose environment may hold secrets too.</summary>
    public ITaskItem[] ProveServices { get; set; } = [];

    /// <summary>Full path of the facts file to write.</summary>
    [Required]
    public string Facts { get; set; } = "";

    /// <inheritdoc/>
    protected override StageRequest CreateRequest() => new() { Stage = Stage.Describe, Facts = [Facts], Input = ReadInput() };

    private ProjectInput ReadInput()
    {
        ImmutableDictionary<string, string>.Builder properties = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (ITaskItem property in Properties)
        {
            properties[property.ItemSpec] = property.GetMetadata("Value");
        }

        if (BuildEngine is IBuildEngine6 engine)
        {
            properties[ProjectInput.CommandLine] = string.Join(';', engine.GetGlobalProperties().Keys.Order(StringComparer.OrdinalIgnoreCase));
        }

        InputItem[] items =
        [
            .. Items.Select(static i => Read(i, i.GetMetadata("OpenShiftKind"))),
            .. EnvironmentVariables.Select(static i => Read(i, "EnvironmentVariable")),
            .. ProveSettings.Select(static i => Read(i, "ProveSetting")),
            .. ProveServices.Select(static i => Read(i, "ProveService")),
        ];
        return new ProjectInput(properties.ToImmutable(), [.. items]);
    }

    private static InputItem Read(ITaskItem item, string kind)
    {
        ImmutableDictionary<string, string>.Builder metadata = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        // CloneCustomMetadata leaves out the built-in file metadata, whose computation touches the disk.
        foreach (System.Collections.DictionaryEntry entry in item.CloneCustomMetadata())
        {
            metadata[(string)entry.Key] = (string?)entry.Value ?? "";
        }

        return new InputItem(kind, item.ItemSpec, metadata.ToImmutable());
    }
}

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

        var items = ImmutableArray.CreateBuilder<InputItem>(Items.Length);
        foreach (ITaskItem item in Items)
        {
            ImmutableDictionary<string, string>.Builder metadata = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
            // CloneCustomMetadata leaves out the built-in file metadata, whose computation touches the disk.
            foreach (System.Collections.DictionaryEntry entry in item.CloneCustomMetadata())
            {
                metadata[(string)entry.Key] = (string?)entry.Value ?? "";
            }

            items.Add(new InputItem(item.GetMetadata("OpenShiftKind"), item.ItemSpec, metadata.ToImmutable()));
        }

        return new ProjectInput(properties.ToImmutable(), items.ToImmutable());
    }
}

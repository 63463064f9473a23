using System.Collections.Immutable;
using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Registries;

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
    protected override async System.Threading.Tasks.Task ExecuteAsync(CancellationToken cancellationToken)
    {
        ProjectInput input = ReadInput();
        ProjectFile = input.Property("MSBuildProjectFullPath");
        HandOn(Facts, BaseLookahead.Start(input, new ProcessEnvironment()));
        ProjectFacts facts = ProjectDescriber.Describe(input);
        byte[] bytes = FactsJson.Write(facts);
        Directory.CreateDirectory(Path.GetDirectoryName(Facts)!);

        // An unchanged file keeps its time stamp, so that later stages and incremental builds see that nothing changed.
        if (!File.Exists(Facts) || !(await File.ReadAllBytesAsync(Facts, cancellationToken).ConfigureAwait(false)).AsSpan().SequenceEqual(bytes))
        {
            string temporary = Facts + ".tmp";
            await File.WriteAllBytesAsync(temporary, bytes, cancellationToken).ConfigureAwait(false);
            File.Move(temporary, Facts, overwrite: true);
        }

        Remember(Facts, bytes, facts);

        // One of several platforms is not delivered by itself.
        HandOn(Facts, input.Property("_OpenShiftInnerBuild") == "true" ? null : DeliveryLookahead.Start(facts, StageFolder.OfFacts(Facts), new ProcessEnvironment()));
        Log.LogMessage(MessageImportance.Low, "OpenShift: described {0} {1} ({2} files) in {3}", facts.Identity.Name, facts.Identity.Version, facts.Files.Length, Facts);
        foreach (string note in facts.Notes)
        {
            LogInfo(ToolCodes.UnlistedPublishFiles, note, null);
        }
    }

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

using Microsoft.Build.Framework;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Tasks;

/// <summary>Assembles the image of a facts file as OCI layout beside it.</summary>
public sealed class AssembleImage : StageTask
{
    /// <summary>Full path of the facts file.</summary>
    [Required]
    public string Facts { get; set; } = "";

    /// <summary>Whether the digest behind the base image's tag is written to the lock file.</summary>
    public bool UpdateLock { get; set; }

    /// <inheritdoc/>
    protected override async System.Threading.Tasks.Task ExecuteAsync(CancellationToken cancellationToken)
    {
        ProjectFacts facts = ReadFacts(Facts);
        StageFolder folder = StageFolder.OfFacts(Facts);
        using BaseLookahead? ahead = TakeOver<BaseLookahead>(Facts);
        AssembleResult result = await new AssembleStage(new ProcessEnvironment(), UpdateLock).RunAsync(facts, folder, ahead, cancellationToken).ConfigureAwait(false);
        if (result.BaseFallback is { } fallback)
        {
            LogWarning(ToolCodes.EmbeddedBaseUsed, $"{fallback}. Publish with the registry in reach before you ship the image.", facts.PlaceOf("OpenShiftEmbeddedBase"));
        }

        if (result.Record is { } record)
        {
            LogRecord(facts, record, result.Reused ? MessageImportance.Low : MessageImportance.Normal);
        }

        Log.LogMessage(MessageImportance.Low, "OpenShift: {0} the image in {1}", result.Reused ? "kept" : "assembled", folder.Image);
    }

    private void LogRecord(ProjectFacts facts, AssemblyRecord record, MessageImportance importance)
    {
        foreach (AssemblyWarning warning in record.Warnings)
        {
            LogWarning(warning.Code, $"{warning.Seen}. {warning.Remedy}", facts.PlaceOf());
        }

        Log.LogMessage(importance, "OpenShift: base image {0} ({1}), {2} layers", record.BaseName, record.BaseDigest, record.BaseLayerCount);
        LogConfiguration(importance, facts, record);
        foreach (LayerSummary layer in record.Layers)
        {
            Log.LogMessage(importance, "OpenShift: layer '{0}': {1} entries, {2}, {3} compressed{4}", layer.Name, layer.Entries, ByteSize.ToText(layer.Bytes), ByteSize.ToText(layer.CompressedBytes), layer.Cached ? ", from the cache" : "");
        }

        Log.LogMessage(importance, "OpenShift: tags {0}", string.Join(", ", facts.Destination.Tags));
        Log.LogMessage(importance, "OpenShift: image {0}", record.Image);
    }

    private void LogConfiguration(MessageImportance importance, ProjectFacts facts, AssemblyRecord record) =>
        Log.LogMessage(
            importance,
            "OpenShift: {0} {1}, {2}, user {3}, ports {4}, starts {5}",
            facts.Identity.Name,
            facts.Identity.Version,
            facts.Application.RuntimeIdentifier,
            record.User,
            record.Ports.IsEmpty ? "none" : string.Join(", ", record.Ports),
            string.Join(' ', record.Command));
}

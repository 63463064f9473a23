using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Secrets;
using OpenShift.NET.Sdk.Publishing.Stages;

namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>What Assemble decided, for people.</summary>
internal static class AssemblyMessages
{
    /// <summary>Says it. What was said before and has not changed is of low importance.</summary>
    public static void Write(AssembleResult result, ProjectFacts facts, StageFolder folder, IStageLog log)
    {
        if (result.BaseFallback is { } fallback)
        {
            log.Diagnostic(Severity.Warning, ToolCodes.EmbeddedBaseUsed, $"{fallback}. Publish with the registry in reach before you ship the image.", facts.PlaceOf("OpenShiftEmbeddedBase"));
        }

        if (result.Libraries is { } libraries)
        {
            log.Message(StageImportance.High, $"OpenShift: {libraries}");
        }

        if (result.Record is { } record)
        {
            Write(facts, record, log, result.Reused ? StageImportance.Low : StageImportance.Normal);
        }

        log.Message(StageImportance.Low, $"OpenShift: {(result.Reused ? "kept" : "assembled")} the image in {folder.Image}");
    }

    private static void Write(ProjectFacts facts, AssemblyRecord record, IStageLog log, StageImportance importance)
    {
        foreach (AssemblyWarning warning in record.Warnings)
        {
            log.Diagnostic(Severity.Warning, warning.Code, $"{warning.Seen}. {warning.Remedy}", facts.PlaceOf());
        }

        log.Message(importance, $"OpenShift: base image {record.BaseName} ({record.BaseDigest}), {record.BaseLayerCount} layers");
        string ports = record.Ports.IsEmpty ? "none" : string.Join(", ", record.Ports);
        log.Message(importance, $"OpenShift: {facts.Identity.Name} {facts.Identity.Version}, {facts.Application.RuntimeIdentifier}, user {record.User}, ports {ports}, starts {SecretArguments.Redacted(record.Command)}");
        foreach (LayerSummary layer in record.Layers)
        {
            log.Message(importance, $"OpenShift: layer '{layer.Name}': {layer.Entries} entries, {ByteSize.ToText(layer.Bytes)}, {ByteSize.ToText(layer.CompressedBytes)} compressed{(layer.Cached ? ", from the cache" : "")}");
        }

        log.Message(importance, $"OpenShift: tags {string.Join(", ", facts.Destination.Tags)}");
        log.Message(importance, $"OpenShift: image {record.Image}");
    }
}

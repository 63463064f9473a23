using System.Runtime.CompilerServices;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Html;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>
/// Goes through what Check will do, with an image that has nothing in it, while Assemble waits for registry and disk. Every publish is
/// a fresh process, and most of what Check takes the first time is loading types and compiling code, unless it was compiled to a native
/// program. Nothing of the result is kept.
/// </summary>
internal static class Rehearsal
{
    /// <summary>Starts it in the background, where a second core would else be idle.</summary>
    public static void Start(ProjectFacts facts, CancellationToken cancellationToken)
    {
        if (RuntimeFeature.IsDynamicCodeCompiled && Environment.ProcessorCount > 1)
        {
            _ = Task.Run(() => RunAsync(facts, cancellationToken), cancellationToken);
        }
    }

    /// <returns>Whether it came to the end.</returns>
    internal static async Task<bool> RunAsync(ProjectFacts facts, CancellationToken cancellationToken)
    {
        try
        {
            var config = new ImageConfig { Architecture = "amd64", Os = "linux" };
            byte[] bytes = ImageJson.Write(config);
            var blob = new Descriptor(MediaTypes.OciConfig, Digest.Of(bytes), bytes.Length);
            var manifest = new ImageManifest { MediaType = MediaTypes.OciManifest, Config = blob, Layers = [] };
            _ = ImageJson.ReadManifest(ImageJson.Write(manifest), "");
            config = ImageJson.ReadConfig(bytes, "");

            var record = new AssemblyRecord { Image = blob.Digest, BaseName = "", BaseDigest = blob.Digest, BaseLayerCount = 0, BaseConfig = config };
            _ = StageJson.Rehearse(record, StageJson.Default.AssemblyRecord);

            var publication = new Publication { Project = facts, Manifest = manifest, Config = config, Files = FileTree.Build([], 0) };
            Report report = new RuleEngine().Run(publication, SeveritySettingsReader.Read(facts, []), facts.Checks.Suppressions, DateOnly.MinValue, cancellationToken);
            await SarifWriter.WriteAsync(Stream.Null, report, RuleCatalog.All, new SarifOptions { ToolVersion = "" }, cancellationToken).ConfigureAwait(false);
            if (facts.Checks.HtmlReport)
            {
                await HtmlReportWriter.WriteAsync(Stream.Null, report, publication, RuleCatalog.All, new HtmlOptions { Subject = "", ToolVersion = "" }, cancellationToken).ConfigureAwait(false);
            }

            return true;
        }
        catch (Exception)
        {
            // Whatever there is to say, Check says it of the real image.
            return false;
        }
    }
}

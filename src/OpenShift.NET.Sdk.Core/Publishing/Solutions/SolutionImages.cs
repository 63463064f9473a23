using System.Text.Encodings.Web;
using System.Text;
using System.Text.Json;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Manifests.Generation.Pipelines;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing.Solutions;

/// <summary>
/// The images of a solution's publish as a JSON list that other programs read (<c>OpenShiftSolutionImages</c>): one image a line, so that a shell without a JSON parser reads it too.
/// </summary>
public static class SolutionImages
{
    /// <summary>Writes the list.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <param name="solutionFolder">Full path of the solution's folder, from which projects are named.</param>
    /// <param name="deliveries">What became of the projects.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="Diagnostics.OpenShiftException">OSC0020: facts cannot be read; OSC0085: the file cannot be written.</exception>
    public static async Task WriteAsync(string path, string solutionFolder, IEnumerable<SolutionDelivery> deliveries, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(deliveries);
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (SolutionDelivery delivery in deliveries.Where(static d => !d.Facts.IsEmpty))
        {
            ProjectFacts facts = FactsJson.Read(await File.ReadAllBytesAsync(delivery.Facts[0], cancellationToken).ConfigureAwait(false), delivery.Facts[0]);
            lines[facts.Manifests.Name + "\n" + facts.Identity.ProjectFile] = LineOf(delivery, facts, solutionFolder);
        }

        byte[] content = Encoding.UTF8.GetBytes($"[\n{string.Join(",\n", lines.Values)}\n]\n");
        await AtomicOutput.WriteFileAsync(path, output => output.WriteAsync(content, cancellationToken).AsTask()).ConfigureAwait(false);
    }

    private static string Text(string value) => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    // The members that a shell looks for stand first, in this order.
    private static string LineOf(SolutionDelivery delivery, ProjectFacts facts, string solutionFolder)
    {
        DestinationFacts destination = facts.Destination;
        bool isPushed = destination is { Registry: not null, ArchivePath: null };
        string image = isPushed ? $"{destination.Registry}/{destination.Repository}@{delivery.Digest}" : delivery.Image;
        string project = Path.GetRelativePath(solutionFolder, facts.Identity.ProjectFile).Replace('\\', '/');
        return $"{{\"variable\":{Text(ServiceVariable.OfImage(facts.Manifests.Name))},\"name\":{Text(facts.Manifests.Name)},\"image\":{Text(image)},\"digest\":{Text(delivery.Digest)},\"tags\":[{string.Join(',', destination.Tags.Select(Text))}],\"project\":{Text(project)}}}";
    }
}

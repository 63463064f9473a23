using System.Globalization;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G06_LayerOrder.OSC0603_LayersAreReproducible;

/// <summary>OSC0603.</summary>
[Rule(
    "OSC0603",
    "Layers carry one fixed time, so that the same input makes the same layer",
    Basic = Severity.None,
    Recommended = Severity.None,
    Strict = Severity.Info,
    Fix = "Let this SDK write the layer, or set the times of its files to SOURCE_DATE_EPOCH (podman build --timestamp, buildkit rewrite-timestamp).",
    ImageFix = "Set the times of the layer's files to SOURCE_DATE_EPOCH (podman build --timestamp, buildkit rewrite-timestamp).")]
public sealed class LayersAreReproducible : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        FileTree files = publication.Files;
        if (publication.Project is null && files.BaseLayerCount == 0)
        {
            yield return Finding.NotApplicable(Location.OfImage(publication), "is judged without knowing its base image, whose layers nobody here makes");
            yield break;
        }

        if (publication.Project is { Application.NotDeterministic: true } project)
        {
            yield return Finding.Violation(
                Location.OfProperty(project, "Deterministic", "false"),
                "lets the compiler write another assembly from the same sources, so every build makes another layer") with
            {
                Fix = "Remove it: true is the .NET SDK's default.",
            };
        }

        for (int i = files.BaseLayerCount; i < files.Layers.Length; i++)
        {
            long? expected = publication.Project?.Image.SourceDateEpoch;
            LayerFile? first = null;
            int others = 0;
            foreach (LayerFile file in files.Layers[i].Files)
            {
                expected ??= file.ModifiedAt;
                if (file.ModifiedAt != expected)
                {
                    first ??= file;
                    others++;
                }
            }

            if (first is not null)
            {
                yield return Finding.Violation(
                    Location.OfImage(publication) with { Text = FormattableString.Invariant($"Layer {i + 1} of {files.Layers.Length}"), Scope = "layer-times" },
                    FormattableString.Invariant($"has {others} {(others == 1 ? "entry" : "entries")} with a time of {(others == 1 ? "its" : "their")} own, such as {first.Path} ({Text(first.ModifiedAt)} instead of {Text(expected!.Value)}), and so is another layer whenever it is made"));
            }
        }
    }

    private static string Text(long seconds) => seconds is >= 0 and <= 253402300799
        ? DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : seconds.ToString(CultureInfo.InvariantCulture);
}

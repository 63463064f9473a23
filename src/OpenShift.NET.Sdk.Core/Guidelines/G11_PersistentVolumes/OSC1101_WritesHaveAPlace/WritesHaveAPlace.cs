using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1101_WritesHaveAPlace;

/// <summary>OSC1101.</summary>
[Rule(
    "OSC1101",
    "The application writes only where it may",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Error,
    Fix = "Declare the folder as OpenShiftWritablePath, or write below Path.GetTempPath().",
    ImageFix = "Give the folder to group 0 in the Dockerfile (RUN mkdir -p DIR && chgrp 0 DIR && chmod g=u DIR) and mount a volume there, or write below Path.GetTempPath().")]
public sealed class WritesHaveAPlace : CodeRule
{
    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        IReadOnlyDictionary<string, string> settings = PublishedSettings.Of(publication);
        var told = new HashSet<(string, string)>();
        foreach (CodeCall call in code.Calls.Where(static c => c.InProduction))
        {
            if (FileWrites.Of(call) is not ({ } value, var isFolder))
            {
                continue;
            }

            foreach (WrittenPath path in WrittenPath.AlternativesOf(value).Select(v => WrittenPath.Of(publication, v, settings)).OfType<WrittenPath>())
            {
                string folder = path.Folder(isFolder);
                Location where = Location.OfCall(publication, call, "path:" + folder);
                if (!path.IsProvided(publication, keeps: false) && told.Add((where.Text, folder)))
                {
                    string seen = path.IsWhole ? path.Path : path.Path.TrimEnd('/') + "/…";
                    yield return Finding.Violation(where, $"writes {seen}, which OpenShift's user may not write") with { Fix = FixOf(publication, folder), ImageFix = ImageFixOf(publication, folder) };
                }
            }
        }
    }

    // The application's own folder is not to be opened as a whole.
    private static bool IsOwn(Publication publication, string folder) =>
        folder == "/" || folder == Images.ImagePath.Normalize(publication.Config.Config.WorkingDir ?? "/");

    private static string FixOf(Publication publication, string folder) => IsOwn(publication, folder)
        ? "Write into a folder of its own and declare that, for example <OpenShiftWritablePath Include=\"/app/data\" Volume=\"EmptyDir\" />; temporary files belong below Path.GetTempPath()."
        : $"Add <OpenShiftWritablePath Include=\"{folder}\" Volume=\"EmptyDir\" /> to the project (Volume=\"Claim\" for what has to stay); temporary files belong below Path.GetTempPath().";

    private static string ImageFixOf(Publication publication, string folder)
    {
        string path = IsOwn(publication, folder) ? "/app/data" : folder;
        return $"{(IsOwn(publication, folder) ? "Write into a folder of its own, and give" : "Give")} it to group 0 in the Dockerfile: RUN mkdir -p {path} && chgrp 0 {path} && chmod g=u {path}, then VOLUME {path}; temporary files belong below Path.GetTempPath().";
    }
}

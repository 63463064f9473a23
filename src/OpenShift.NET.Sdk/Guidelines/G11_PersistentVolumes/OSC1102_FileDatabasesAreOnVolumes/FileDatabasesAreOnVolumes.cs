using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1102_FileDatabasesAreOnVolumes;

/// <summary>Connection strings of file databases lead to a volume.</summary>
[Rule(
    "OSC1102",
    "File databases are on a volume",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Declare the folder as <OpenShiftWritablePath Include=\"/app/data\" Volume=\"Claim\" /> and name the file by its absolute path there.",
    ImageFix = "Declare a folder for it in the Dockerfile (RUN mkdir -p /app/data && chgrp 0 /app/data && chmod g=u /app/data, then VOLUME /app/data) and name the file by its absolute path there.")]
public sealed class FileDatabasesAreOnVolumes : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        foreach ((FileVersion file, ConfigFile content) in ShippedSettings.Visible(publication))
        {
            foreach (ConfigEntry entry in content.Entries)
            {
                if (Judge(publication, ShippedSettings.Where(publication, file, entry), entry.Value) is { } finding)
                {
                    yield return finding;
                }
            }
        }

        foreach (string entry in publication.Config.Config.Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && Judge(publication, Location.OfEnvironment(publication, entry[..equals]), entry[(equals + 1)..]) is { } finding)
            {
                yield return finding;
            }
        }

        foreach (Finding finding in InCode(publication))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> InCode(Publication publication)
    {
        IReadOnlyDictionary<string, string> settings = PublishedSettings.Of(publication);
        var told = new HashSet<(string, string)>();
        foreach (CodeCall call in (publication.Code?.Calls ?? []).Where(static c => c.InProduction))
        {
            foreach ((CodeValue file, string what) in CodeDatabases.In(call))
            {
                // What is not known whole can be a folder that the configuration names.
                if (WrittenPath.Of(publication, file, settings) is { IsWhole: true } path && !path.IsProvided(publication, keeps: true)
                    && Location.OfCall(publication, call, "path:" + path.Path) is var where && told.Add((where.Text, path.Path)))
                {
                    string folder = what == "database" ? FolderFor(publication, path) : path.Path;
                    yield return Finding.Violation(where, $"keeps {(what == "keys" ? "its keys" : "its " + what)} in {path.Path}, which is on no volume: {(what == "keys" ? "they end" : "its data ends")} with the container, and with a read-only root nothing can be written there") with
                    {
                        Fix = $"Add <OpenShiftWritablePath Include=\"{folder}\" Volume=\"Claim\" /> to the project{(what == "database" && folder != ImagePath.Parent(path.Path) ? " and name the file by its absolute path there" : "")}.",
                        ImageFix = $"Declare a folder for it in the Dockerfile, RUN mkdir -p {folder} && chgrp 0 {folder} && chmod g=u {folder}, then VOLUME {folder}{(what == "database" && folder != ImagePath.Parent(path.Path) ? ", and name the file by its absolute path there" : "")}.",
                    };
                }
            }
        }
    }

    // The folder of the application is not to be a volume: it would hide the application.
    private static string FolderFor(Publication publication, WrittenPath path) =>
        ImagePath.Parent(path.Path) is var folder && (folder == ImagePath.Root || folder == ImagePath.Normalize(publication.Config.Config.WorkingDir ?? ImagePath.Root)) ? "/app/data" : folder;

    private static Finding? Judge(Publication publication, Location where, string value)
    {
        if (FileDatabase.Of(value) is not { } database)
        {
            return null;
        }

        string path = ImagePath.Combine(ImagePath.Normalize(publication.Config.Config.WorkingDir ?? ImagePath.Root), database);
        if (IsBelowOrSame(path, "/tmp") || IsBelowOrSame(path, "/dev/shm")
            || (publication.Config.Config.Volumes?.Keys.Any(v => IsBelowOrSame(path, ImagePath.Normalize(v))) ?? false)
            || (publication.Project?.Image.WritablePaths.Any(p => p.Volume != VolumeKind.None && IsBelowOrSame(path, ImagePath.Normalize(p.Path))) ?? false))
        {
            return null;
        }

        return Finding.Violation(where, $"names the file database '{database}'{(path == database ? "" : $", in a container {path}")}, which is on no volume: its data ends with the container, and with a read-only root it cannot be written");
    }

    private static bool IsBelowOrSame(string path, string folder) => path == folder || ImagePath.IsBelow(path, folder);
}

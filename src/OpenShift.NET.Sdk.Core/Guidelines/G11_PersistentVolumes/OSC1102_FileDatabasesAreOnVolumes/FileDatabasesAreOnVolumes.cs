using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1102_FileDatabasesAreOnVolumes;

/// <summary>Connection strings of file databases lead to a volume.</summary>
[Rule(
    "OSC1102",
    "File databases are on a volume",
    Basic = Severity.Warning,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Declare the folder as <OpenShiftWritablePath Include=\"/app/data\" Volume=\"Claim\" /> and name the file by its absolute path there.",
    ImageFix = "Declare a folder for it in the Dockerfile (RUN mkdir -p /app/data && chgrp 0 /app/data && chmod g=u /app/data, then VOLUME /app/data) and name the file by its absolute path there.")]
public sealed class FileDatabasesAreOnVolumes : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        IReadOnlyDictionary<string, string> settings = PublishedSettings.Of(publication);
        var uses = new DatabaseUses(publication, settings);
        foreach ((FileVersion file, ConfigFile content) in ShippedSettings.Visible(publication))
        {
            foreach (ConfigEntry entry in content.Entries)
            {
                if (Judge(publication, ShippedSettings.Where(publication, file, entry), entry.Key, entry.Value, uses) is { } finding)
                {
                    yield return finding;
                }
            }
        }

        foreach (string entry in publication.Config.Config.Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && Judge(publication, Location.OfEnvironment(publication, entry[..equals]), entry[..equals].Replace("__", ":", StringComparison.Ordinal), entry[(equals + 1)..], uses) is { } finding)
            {
                yield return finding;
            }
        }

        foreach (Finding finding in InCode(publication, uses, settings))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> InCode(Publication publication, DatabaseUses uses, IReadOnlyDictionary<string, string> settings)
    {
        var told = new HashSet<(string, string)>();
        foreach (CodeCall call in (publication.Code?.Calls ?? []).Where(static c => c.InProduction))
        {
            foreach ((CodeValue file, string what, bool isReadOnly) in CodeDatabases.In(call, settings))
            {
                // What is not known whole can be a folder that the configuration names.
                if (uses.Makes(call) != false && WrittenPath.Of(publication, file, settings, userFolders: true) is { IsWhole: true } path && !path.IsProvided(publication, keeps: true)
                    && Location.OfCall(publication, call, "path:" + path.Path) is var where && told.Add((where.Text, path.Path)))
                {
                    if (what == "database" && ShippedDatabase.WhyNotRead(publication, path, isReadOnly) is { } reason)
                    {
                        yield return Unreadable(publication, where, $"opens the database {path.Path}, {reason}", path, uses.Makes(call) == true);
                        continue;
                    }

                    string seen = $"keeps {(what == "keys" ? "its keys" : "its " + what)} in {path.Path}, which is on no volume: {(what == "keys" ? "they end" : "its data ends")} with the container";
                    if (what != "database" || !(isReadOnly || ShippedDatabase.IsOnlyRead(publication, path.Path)))
                    {
                        yield return Violation(publication, where, seen, path, isDatabase: what == "database", isUsed: uses.Makes(call) == true);
                    }
                }
            }
        }
    }

    private static Finding? Judge(Publication publication, Location where, string key, string value, DatabaseUses uses)
    {
        if (FileDatabase.Of(value, out bool isReadOnly, uses.IsNamed(key)) is not { } database || uses.OfSetting(key) is var used && used == false)
        {
            return null;
        }

        var path = new WrittenPath(ImagePath.Combine(ImagePath.Normalize(publication.Config.Config.WorkingDir ?? ImagePath.Root), database), IsWhole: true);
        return path.IsProvided(publication, keeps: true) ? null
            : ShippedDatabase.WhyNotRead(publication, path, isReadOnly) is { } reason ? Unreadable(publication, where, $"names the file database '{database}'{(path.Path == database ? "" : $", in a container {path.Path}")}, {reason}", path, used == true)
            : isReadOnly || ShippedDatabase.IsOnlyRead(publication, path.Path) ? null
            : Violation(publication, where, $"names the file database '{database}'{(path.Path == database ? "" : $", in a container {path.Path}")}, which is on no volume: its data ends with the container", path, isDatabase: true, used == true);
    }

    private static Finding Unreadable(Publication publication, Location where, string seen, WrittenPath path, bool isUsed) => Finding.Violation(where, seen) with
    {
        AtMost = isUsed && !path.IsInWritableLayer(publication) ? null : Severity.Warning,
        Fix = $"Publish it in a mode that needs none, sqlite3 {ImagePath.Name(path.Path)} \"PRAGMA journal_mode=DELETE\", or copy it to a volume at the start and open it there.",
        ImageFix = $"Ship it in a mode that needs none, sqlite3 {ImagePath.Name(path.Path)} \"PRAGMA journal_mode=DELETE\".",
    };

    // Where nothing can be written, a database cannot even be opened; elsewhere it is only lost.
    private static Finding Violation(Publication publication, Location where, string seen, WrittenPath path, bool isDatabase, bool isUsed)
    {
        string folder = isDatabase ? FolderFor(publication, path) : path.Path;
        string name = isDatabase && folder != ImagePath.Parent(path.Path) ? " and name the file by its absolute path there" : "";
        bool isWritable = path.IsProvided(publication, keeps: false);
        bool stops = isDatabase && isUsed && !isWritable && !path.IsInWritableLayer(publication) && !ShippedDatabase.Is(publication, path.Path);
        string effect = isWritable ? "" : stops ? ", and as OpenShift's user may write nothing there, it cannot even be opened" : ", and with a read-only root nothing can be written there";
        return Finding.Violation(where, seen + effect) with
        {
            AtMost = stops ? null : Severity.Warning,
            Fix = $"Add <OpenShiftWritablePath Include=\"{folder}\" Volume=\"Claim\" /> to the project{name}.",
            ImageFix = $"Declare a folder for it in the Dockerfile, RUN mkdir -p {folder} && chgrp 0 {folder} && chmod g=u {folder}, then VOLUME {folder}{(name.Length > 0 ? "," + name : "")}.",
        };
    }

    // The folder of the application is not to be a volume: it would hide the application.
    private static string FolderFor(Publication publication, WrittenPath path) =>
        ImagePath.Parent(path.Path) is var folder && (folder == ImagePath.Root || folder == ImagePath.Normalize(publication.Config.Config.WorkingDir ?? ImagePath.Root)) ? "/app/data" : folder;
}

using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1102_FileDatabasesAreOnVolumes;

/// <summary>A database that the image itself brings: it can be opened and read wherever files can.</summary>
internal static partial class ShippedDatabase
{
    private static readonly HashSet<string> s_writes =
    [
        "SaveChanges", "SaveChangesAsync", "Migrate", "MigrateAsync", "EnsureCreated", "EnsureCreatedAsync", "ExecuteUpdate", "ExecuteUpdateAsync", "ExecuteDelete", "ExecuteDeleteAsync", "Insert", "InsertAsync", "InsertOrReplace",
        "Upsert", "BulkInsert", "BulkInsertAsync", "CreateTable", "CreateTableAsync", "Update", "UpdateAsync", "UpdateAll", "UpdateMany", "Delete", "DeleteAsync", "DeleteAll", "DeleteMany", "EnsureIndex",
    ];

    /// <summary>Whether the image has the file, and reading it writes nothing: LiteDB makes a log beside it as it opens it, SQLite files of its own in WAL mode.</summary>
    public static bool Is(Publication publication, string path) => IsThere(publication, path) && !NeedsFilesBeside(publication, path);

    /// <summary>Why a database of the image that is only read cannot be; <see langword="null"/> when it can, or is written.</summary>
    public static string? WhyNotRead(Publication publication, WrittenPath path, bool isReadOnly) =>
        IsThere(publication, path.Path) && NeedsFilesBeside(publication, path.Path) && !path.IsProvided(publication, keeps: false) && (isReadOnly || IsNowhereChanged(publication))
            ? $"which the image brings in SQLite's WAL mode: reading makes files beside it, and {(path.IsInWritableLayer(publication) ? "with a read-only root file system it cannot be opened" : "as OpenShift's user may write nothing there, it cannot even be opened")}" : null;

    // "Write-Ahead Logging", "Read-Only Databases": where both files are there already, nothing has to be made.
    private static bool NeedsFilesBeside(Publication publication, string path) =>
        publication.Files.TryResolve(path, out FileVersion? file) && file.File.Marks.HasFlag(ContentMarks.SqliteWriteAhead)
        && !(publication.Files.TryResolve(path + "-wal", out _) && publication.Files.TryResolve(path + "-shm", out _));

    private static bool IsThere(Publication publication, string path) => publication.Code?.NamedMethods.Any(static m => m.Type.StartsWith("LiteDB.", StringComparison.Ordinal)) != true && publication.Files.TryResolve(path, out FileVersion? file) && file is { File.Kind: FileKind.File };

    /// <summary>Whether it has, and the code, read whole, names nothing that changes a database: no statement of SQL, no method of a library.</summary>
    public static bool IsOnlyRead(Publication publication, string path) =>
        Is(publication, path) && IsNowhereChanged(publication);

    private static bool IsNowhereChanged(Publication publication) =>
        publication.Code is { IsReadWhole: true } code
        && !code.NamedMethods.Any(static m => s_writes.Contains(m.Method)) && !code.Literals.Any(static l => Statement().IsMatch(l.Value));

    [GeneratedRegex(@"\b(insert\s+(or\s+\w+\s+)?into|update\s+\S+\s+set|delete\s+from|replace\s+into|create\s+(temp\s+|unique\s+)?(table|index)|alter\s+table|drop\s+table)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Statement();
}

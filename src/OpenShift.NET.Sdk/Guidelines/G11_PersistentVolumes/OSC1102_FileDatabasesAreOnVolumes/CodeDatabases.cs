using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1102_FileDatabasesAreOnVolumes;

/// <summary>Databases and keys that code puts into files: the APIs, and which argument names the file.</summary>
internal static class CodeDatabases
{
    private static readonly (KnownApi Api, int Argument, string What, bool IsFolder)[] s_apis =
    [
        ("Microsoft.EntityFrameworkCore.SqliteDbContextOptionsBuilderExtensions::UseSqlite", 1, "database", false),
        ("Microsoft.Extensions.DependencyInjection.SqliteServiceCollectionExtensions::AddSqlite", 1, "database", false),
        ("Microsoft.Data.Sqlite.SqliteConnection::.ctor", 0, "database", false),
        ("Microsoft.Data.Sqlite.SqliteConnection::set_ConnectionString", 0, "database", false),
        ("System.Data.SQLite.SQLiteConnection::.ctor", 0, "database", false),
        ("SQLite.SQLiteConnection::.ctor", 0, "database", false),
        ("LiteDB.LiteDatabase::.ctor", 0, "database", false),
        ("Lucene.Net.Store.FSDirectory::Open", 0, "index", true),
        ("Microsoft.AspNetCore.DataProtection.DataProtectionBuilderExtensions::PersistKeysToFileSystem", 1, "keys", true),
    ];

    /// <summary>The files that a call names, each with what it is; nothing for other calls and for databases in memory.</summary>
    public static IEnumerable<(CodeValue File, string What)> In(CodeCall call)
    {
        foreach ((KnownApi api, int index, string what, bool isFolder) in s_apis)
        {
            if (!api.Matches(call))
            {
                continue;
            }

            foreach (CodeValue value in call.Argument(index).Alternatives)
            {
                if ((isFolder ? value : FileOf(value, api.Type.StartsWith("LiteDB", StringComparison.Ordinal) || api.Type.StartsWith("SQLite.", StringComparison.Ordinal))) is { } file)
                {
                    yield return (file, what);
                }
            }
        }
    }

    private static CodeValue? FileOf(CodeValue value, bool pathAlone)
    {
        switch (value)
        {
            case ConstantValue { Value: string text }:
                return FileDatabase.Of(text) is { } file ? new ConstantValue(file)
                    : pathAlone && text.Length > 0 && !text.Contains('=', StringComparison.Ordinal) && text[0] != ':' ? value : null;
            case ConfigurationValue { Default: { } otherwise }:
                return FileOf(otherwise, pathAlone);
            case TextValue { Parts: [{ Text: { } prefix }, .. var rest] } when !rest.IsEmpty && prefix.EndsWith('=') && prefix[..^1].TrimEnd() is var key
                && (key.Equals("Data Source", StringComparison.OrdinalIgnoreCase) || key.Equals("DataSource", StringComparison.OrdinalIgnoreCase) || key.Equals("Filename", StringComparison.OrdinalIgnoreCase)):
                // What follows the file: ";Cache=Shared".
                CodeValue[] parts = [.. rest];
                int end = Array.FindIndex(parts, static p => p.Text?.Contains(';', StringComparison.Ordinal) == true);
                if (end >= 0)
                {
                    string text = parts[end].Text!;
                    parts = [.. parts[..end], new ConstantValue(text[..text.IndexOf(';', StringComparison.Ordinal)])];
                }

                return parts is [var only] ? only : new TextValue([.. parts]);
            case TextValue when pathAlone:
                return value;
            default:
                return null;
        }
    }
}

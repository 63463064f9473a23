using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1102_FileDatabasesAreOnVolumes;

/// <summary>Databases and keys that code puts into files: the APIs, and which argument names the file.</summary>
internal static class CodeDatabases
{
    private static readonly (KnownApi Api, int Argument, string What, Form Form)[] s_apis =
    [
        ("Microsoft.EntityFrameworkCore.SqliteDbContextOptionsBuilderExtensions::UseSqlite", 1, "database", Form.ConnectionString),
        ("Microsoft.Extensions.DependencyInjection.SqliteServiceCollectionExtensions::AddSqlite", 1, "database", Form.ConnectionString),
        ("Microsoft.Data.Sqlite.SqliteConnection::.ctor", 0, "database", Form.ConnectionString),
        ("Microsoft.Data.Sqlite.SqliteConnection::set_ConnectionString", 0, "database", Form.ConnectionString),
        ("Microsoft.Data.Sqlite.SqliteConnectionStringBuilder::set_DataSource", 0, "database", Form.Path),
        ("System.Data.SQLite.SQLiteConnection::.ctor", 0, "database", Form.ConnectionString),
        ("System.Data.SQLite.SQLiteConnectionStringBuilder::set_DataSource", 0, "database", Form.Path),
        ("SQLite.SQLiteConnection::.ctor", 0, "database", Form.Path),
        ("SQLite.SQLiteAsyncConnection::.ctor", 0, "database", Form.Path),
        ("LiteDB.LiteDatabase::.ctor", 0, "database", Form.PathOrConnectionString),
        ("LiteDB.LiteRepository::.ctor", 0, "database", Form.PathOrConnectionString),
        ("LiteDB.ConnectionString::set_Filename", 0, "database", Form.Path),
        ("DuckDB.NET.Data.DuckDBConnection::.ctor", 0, "database", Form.ConnectionString),
        ("RocksDbSharp.RocksDb::Open", 1, "database", Form.Folder),
        ("JsonFlatFileDataStore.DataStore::.ctor", 0, "database", Form.Path),
        ("Hangfire.*::UseSQLiteStorage", 1, "database", Form.PathOrConnectionString),
        ("Hangfire.*::UseLiteDbStorage", 1, "database", Form.PathOrConnectionString),
        ("Lucene.Net.Store.FSDirectory::Open", 0, "index", Form.Folder),
        ("Microsoft.AspNetCore.DataProtection.DataProtectionBuilderExtensions::PersistKeysToFileSystem", 1, "keys", Form.Folder),
    ];

    /// <summary>How an argument names a file.</summary>
    private enum Form
    {
        /// <summary><c>Data Source=app.db</c>.</summary>
        ConnectionString,

        /// <summary>The file itself.</summary>
        Path,

        /// <summary>Either.</summary>
        PathOrConnectionString,

        /// <summary>A folder, which is all the database's.</summary>
        Folder,
    }

    /// <summary>The files that a call names, each with what it is and whether it is opened to be read alone; nothing for other calls and for databases in memory. What the settings name is told there.</summary>
    public static IEnumerable<(CodeValue File, string What, bool IsReadOnly)> In(CodeCall call, IReadOnlyDictionary<string, string> settings)
    {
        foreach ((KnownApi api, int index, string what, Form form) in s_apis)
        {
            if (!api.Matches(call))
            {
                continue;
            }

            foreach (CodeValue value in call.Argument(index).Alternatives)
            {
                bool isReadOnly = false;
                if ((form == Form.Folder ? value : FileOf(value, form, settings, out isReadOnly)) is { } file)
                {
                    yield return (file, what, isReadOnly);
                }
            }
        }
    }

    /// <summary>The settings that a call takes the place of its database from, by full key; <see langword="null"/> for a call that opens none.</summary>
    public static IReadOnlyList<string>? SettingsOf(CodeCall call)
    {
        foreach ((KnownApi api, int index, string what, _) in s_apis)
        {
            if (what == "database" && api.Matches(call))
            {
                return [.. call.Argument(index).Alternatives.SelectMany(static v => v is TextValue text ? text.Parts : [v]).OfType<ConfigurationValue>().Select(static s => s.Key)];
            }
        }

        return null;
    }

    private static CodeValue? FileOf(CodeValue value, Form form, IReadOnlyDictionary<string, string> settings, out bool isReadOnly)
    {
        isReadOnly = false;
        switch (value)
        {
            case ConstantValue { Value: string text }:
                return form == Form.Path ? text.Length > 0 && text[0] != ':' ? value : null
                    : FileDatabase.Of(text, out isReadOnly, isFile: true) is { } file ? new ConstantValue(file)
                    : form == Form.PathOrConnectionString && text.Length > 0 && !text.Contains('=', StringComparison.Ordinal) && text[0] != ':' ? value : null;
            case ConfigurationValue setting when settings.ContainsKey(setting.NameInSettings):
                return form == Form.ConnectionString ? null : value;
            case ConfigurationValue { Default: { } otherwise }:
                return FileOf(otherwise, form, settings, out isReadOnly);
            case TextValue { Parts: [{ Text: { } prefix }, .. var rest] } when form != Form.Path && !rest.IsEmpty && prefix.EndsWith('=') && prefix[..^1].TrimEnd() is var key
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
            case TextValue when form != Form.ConnectionString:
                return value;
            default:
                return null;
        }
    }
}

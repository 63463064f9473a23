using System.Data.Common;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1102_FileDatabasesAreOnVolumes;

/// <summary>Finds the file in connection strings of databases that are one: SQLite, LiteDB, SQL Server Compact.</summary>
internal static class FileDatabase
{
    /// <summary>The file as written; <see langword="null"/> when the text is no such connection string, or the database is in memory or only read.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isFile">Whether it is known to be of a database that is a file, so that any name is one.</param>
    public static string? Of(string text, bool isFile = false)
    {
        if (text.Length > 4096
            || !(text.Contains("Data Source", StringComparison.OrdinalIgnoreCase) || text.Contains("DataSource", StringComparison.OrdinalIgnoreCase) || text.Contains("Filename", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var settings = new DbConnectionStringBuilder();
        try
        {
            settings.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            return null;
        }

        string file = (Value("Data Source") ?? Value("DataSource") ?? Value("Filename") ?? "").Trim();
        if (file.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            // A URI of SQLite: file:shop?mode=memory&cache=shared.
            string[] parts = file["file:".Length..].Split('?');
            if (parts.Skip(1).Any(static q => q.Contains("mode=memory", StringComparison.OrdinalIgnoreCase) || q.Contains("mode=ro", StringComparison.Ordinal) || q.Contains("immutable=1", StringComparison.Ordinal)))
            {
                return null;
            }

            file = parts[0];
        }

        file = file.StartsWith("|DataDirectory|", StringComparison.OrdinalIgnoreCase) ? file["|DataDirectory|".Length..].TrimStart('/', '\\') : file;
        bool server = Has("Initial Catalog") || Has("Database") || Has("Server") || Has("Host") || Has("User ID") || Has("Uid") || Has("User") || Has("Integrated Security") || Has("Trusted_Connection");
        bool passing = Value("Mode") is { } mode && (mode.Equals("Memory", StringComparison.OrdinalIgnoreCase) || mode.Equals("ReadOnly", StringComparison.OrdinalIgnoreCase));
        bool readOnly = (Value("Read Only") ?? Value("ReadOnly")) is { } only && only.Equals("true", StringComparison.OrdinalIgnoreCase);
        return server || passing || readOnly || file.Length == 0 || file.StartsWith(':') || file.AsSpan().ContainsAny("${}%<>") || !(isFile || IsFile(file)) ? null : file;

        string? Value(string key) => settings.TryGetValue(key, out object? value) ? value?.ToString() : null;

        bool Has(string key) => settings.ContainsKey(key);
    }

    private static bool IsFile(string name) =>
        name.StartsWith('/') || name.StartsWith("./", StringComparison.Ordinal) || name.StartsWith("../", StringComparison.Ordinal)
        || ImagePath.Name(name).ToLowerInvariant() is var last && (last.EndsWith(".db", StringComparison.Ordinal) || last.EndsWith(".db3", StringComparison.Ordinal)
            || last.EndsWith(".sqlite", StringComparison.Ordinal) || last.EndsWith(".sqlite3", StringComparison.Ordinal) || last.EndsWith(".s3db", StringComparison.Ordinal)
            || last.EndsWith(".litedb", StringComparison.Ordinal) || last.EndsWith(".ldb", StringComparison.Ordinal) || last.EndsWith(".sdf", StringComparison.Ordinal));
}

using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1102_FileDatabasesAreOnVolumes;

/// <summary>Finds the file in connection strings of databases that are one: SQLite, LiteDB, SQL Server Compact.</summary>
internal static class FileDatabase
{
    /// <summary>The file as written; <see langword="null"/> when the text is no such connection string, or the database is in memory.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isReadOnly">Whether it is opened to be read alone.</param>
    /// <param name="isFile">Whether it is known to be of a database that is a file, so that any name is one.</param>
    public static string? Of(string text, out bool isReadOnly, bool isFile = false)
    {
        isReadOnly = false;
        return text.Contains('=', StringComparison.Ordinal) ? AddressText.DatabaseFile(text, out isReadOnly, isFile) : null;
    }
}

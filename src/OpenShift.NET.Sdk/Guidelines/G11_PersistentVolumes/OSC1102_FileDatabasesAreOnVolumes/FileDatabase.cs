using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes.OSC1102_FileDatabasesAreOnVolumes;

/// <summary>Finds the file in connection strings of databases that are one: SQLite, LiteDB, SQL Server Compact.</summary>
internal static class FileDatabase
{
    /// <summary>The file as written; <see langword="null"/> when the text is no such connection string, or the database is in memory or only read.</summary>
    public static string? Of(string text) => text.Contains('=', StringComparison.Ordinal) ? AddressText.Read(text)?.File : null;
}

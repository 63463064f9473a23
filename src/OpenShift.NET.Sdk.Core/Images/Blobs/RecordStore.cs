using System.Text;

namespace OpenShift.NET.Sdk.Images.Blobs;

/// <summary>
/// Small text records in a folder of the cache, named by the digest of what they were made from. They only save work:
/// one that is missing or cannot be read or written is made anew.
/// </summary>
internal sealed class RecordStore(string directory)
{
    private static readonly TimeSpan Unused = TimeSpan.FromDays(60);
    private static readonly TimeSpan Grain = TimeSpan.FromDays(1);

    /// <summary>Reads a record; <see langword="null"/> when there is none.</summary>
    public string? Read(string name)
    {
        string path = Path.Combine(directory, name);
        try
        {
            string text = File.ReadAllText(path, Encoding.UTF8);
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > Grain)
            {
                File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
            }

            return text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes a record whole, and drops those that nobody has asked for in two months.</summary>
    public void Write(string name, string text)
    {
        string temporary = Path.Combine(directory, ".tmp-" + Guid.NewGuid().ToString("N"));
        try
        {
            Directory.CreateDirectory(directory);
            File.WriteAllText(temporary, text);
            File.Move(temporary, Path.Combine(directory, name), overwrite: true);
            foreach (FileInfo file in new DirectoryInfo(directory).EnumerateFiles())
            {
                if (IsOurs(file.Name) && DateTime.UtcNow - file.LastWriteTimeUtc > Unused)
                {
                    file.Delete();
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A record saves work and nothing else depends on it.
        }
    }

    // A folder named by mistake may hold the files of somebody else.
    private static bool IsOurs(string name) => name.StartsWith(".tmp-", StringComparison.Ordinal) || Contents.Digest.TryParse("sha256:" + name, out _);
}

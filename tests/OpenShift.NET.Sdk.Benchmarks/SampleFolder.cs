namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>Copies the sample web application to a folder where nothing else reaches into it.</summary>
internal static class SampleFolder
{
    /// <summary>Copies it.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="measured">The package to measure.</param>
    public static async Task WriteAsync(string folder, MeasuredPackage measured)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in Directory.GetFiles(Path.Combine(MeasuredPackage.Repository, "samples", "WebApi")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        foreach (string file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            await File.WriteAllTextAsync(Path.Combine(folder, file), "<Project />").ConfigureAwait(false);
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "nuget.config"), $"<configuration><packageSources><clear /><add key=\"measured\" value=\"{measured.Feed}\" /><add key=\"nuget.org\" value=\"https://api.nuget.org/v3/index.json\" /></packageSources></configuration>").ConfigureAwait(false);
    }
}

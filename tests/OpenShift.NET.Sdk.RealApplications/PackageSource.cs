using System.Globalization;
using System.Text;

namespace OpenShift.NET.Sdk.RealApplications;

/// <summary>
/// The MSBuild file that puts the package into one project, as a user would with a <c>PackageReference</c>. Where a list says which packages can be had (lines of name, tab, newest version),
/// references to others are left out, so that a mirror of nuget.org with less in it does.
/// </summary>
/// <param name="feed">Folder with the package.</param>
/// <param name="served">The list, or <see langword="null"/>: everything can be had.</param>
/// <param name="stubs">Folder with the packed stubs, or <see langword="null"/>: none is needed.</param>
internal sealed class PackageSource(string feed, string? served, string? stubs)
{
    private const string Package = "OpenShift.NET.Sdk";

    /// <summary>Sources of packages besides the configured ones, as <c>RestoreAdditionalProjectSources</c> takes them on a command line.</summary>
    public string Sources { get; } = string.Join("%3B", ((string?[])[feed, stubs]).OfType<string>().Select(Path.GetFullPath));

    public void Write(string path, Application application)
    {
        string project = Path.GetFileNameWithoutExtension(application.Project);
        string version = VersionIn(feed);
        var text = new StringBuilder("<Project>\n");
        if (served is not null)
        {
            (string Name, string Version)[] packages = [.. File.ReadLines(served).Select(line => line.Split('\t')).Where(row => row is [_, [>= '0' and <= '9', ..], ..]).Select(row => (row[0], row[1].Split(' ')[0]))];
            text.Append(CultureInfo.InvariantCulture, $"""
                  <ItemGroup>
                    <_Served Include="{Package};{string.Join(';', packages.Select(package => package.Name))}" />
                    <_Unserved Include="@(PackageReference)" Exclude="@(_Served)" />
                    <PackageReference Remove="@(_Unserved)" />
                  </ItemGroup>

                """);
            if (string.Equals(application.Packages, "newest", StringComparison.Ordinal))
            {
                text.Append("  <ItemGroup>\n");
                text.AppendJoin("", packages.Select(package => $"""    <PackageReference Update="{package.Name}" Version="{package.Version}" />{"\n"}"""));
                text.Append("  </ItemGroup>\n");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"""
              <ItemGroup Condition="'$(MSBuildProjectName)' == '{project}'">
                <PackageReference Include="{Package}" Version="{version}" Condition="'$(ManagePackageVersionsCentrally)' != 'true'" />
                <PackageReference Include="{Package}" VersionOverride="{version}" Condition="'$(ManagePackageVersionsCentrally)' == 'true'" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(path, text.ToString());
    }

    private static string VersionIn(string feed)
    {
        string[] packages = Directory.GetFiles(feed, $"{Package}.*.nupkg");
        return packages is [var package]
            ? Path.GetFileNameWithoutExtension(package)[(Package.Length + 1)..]
            : throw new RunFailure(string.Create(CultureInfo.InvariantCulture, $"{feed} holds {packages.Length} packages {Package}; it must hold one."));
    }
}

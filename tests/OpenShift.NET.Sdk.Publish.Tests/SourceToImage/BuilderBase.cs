using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.SourceToImage;

/// <summary>Base images with a shell and what scripts call, and with the .NET SDK where asked, made of this machine's own programs. Layers are not compressed: nothing is sent anywhere.</summary>
internal static class BuilderBase
{
    private static readonly Lazy<string> OfSdk = new(() => Make("dash", withSdk: true));

    /// <summary>The .NET SDK, on dash.</summary>
    public static string WithSdk => OfSdk.Value;

    /// <summary>A runtime whose sh is this shell: <c>dash</c>, <c>bash</c> or <c>busybox</c>, which is every other program, too.</summary>
    public static string WithShell(string shell) => Make(shell, withSdk: false);

    /// <summary>The .NET SDK, with another shell than dash.</summary>
    public static string WithSdkOn(string shell) => Make(shell, withSdk: true);

    private static string Make(string shell, bool withSdk)
    {
        Components.Require("buildah", shell);
        string folder = Path.Combine(Sandbox.NewFolder("builder-base"), "layout");
        string container = Command.Run("buildah", "from", $"oci:{EmbeddedLayout.Folder}:10.0").MustSucceed().Output.Trim();
        try
        {
            string root = Command.Run("buildah", "mount", container).MustSucceed().Output.Trim();
            string dotnet = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
            Command.Run("bash", Path.Combine(Sandbox.RepositoryRoot, "tests/OpenShift.NET.Sdk.Publish.Tests/SourceToImage/builder-base.sh"), root, dotnet, shell, withSdk ? "sdk" : "").MustSucceed();
            Command.Run("buildah", "umount", container).MustSucceed();
            if (withSdk)
            {
                // As Microsoft's images of the SDK have it, which take the runtime's variable away.
                Command.Run("buildah", "config", "--env", "ASPNETCORE_HTTP_PORTS=", container).MustSucceed();
            }

            Command.Run("buildah", "commit", "--quiet", "--disable-compression", container, $"oci:{folder}:10.0").MustSucceed();
            return folder;
        }
        finally
        {
            Command.Run("buildah", "rm", container);
        }
    }
}

using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.SourceToImage;

/// <summary>Base images with a shell and what scripts call, and with the .NET SDK where asked, made once per run of this machine's own programs. Layers are not compressed: nothing is sent anywhere.</summary>
internal static class BuilderBase
{
    private static readonly Lazy<string> OfDash = new(() => Make("dash", withSdk: false));
    private static readonly Lazy<string> OfBash = new(() => Make("bash", withSdk: false));
    private static readonly Lazy<string> OfSdk = new(() => Make("dash", withSdk: true));

    /// <summary>A runtime whose sh is this shell.</summary>
    public static string WithShell(string shell) => shell == "bash" ? OfBash.Value : OfDash.Value;

    /// <summary>The .NET SDK, on dash.</summary>
    public static string WithSdk => OfSdk.Value;

    // Messages in other languages, F# and the tools are of no use here.
    private const string Script = """
        set -e
        mkdir -p "$1/usr/bin"
        programs="$3 ls mkdir rm cp mv chmod chgrp cat mktemp cut sort head wc tr paste sed grep tar dirname basename readlink uname touch id sleep env"
        for name in $programs; do
          program=$(readlink -f "$(PATH=/usr/bin:/bin command -v $name)")
          cp -L "$program" "$1/usr/bin/$name"
          for library in $(ldd "$program" | awk '/=> \//{print $3}'); do
            real=$(readlink -f "$library")
            mkdir -p "$1$(dirname "$real")"
            [ -e "$1$real" ] || cp "$real" "$1$real"
            [ -e "$1$(dirname "$real")/$(basename "$library")" ] || ln -s "$(basename "$real")" "$1$(dirname "$real")/$(basename "$library")"
          done
        done
        ln -sf $3 "$1/usr/bin/sh"
        [ -e "$1/bin/sh" ] || { mkdir -p "$1/bin"; ln -s ../usr/bin/sh "$1/bin/sh"; }
        # As Microsoft's images have it: the user of the base has a group of its own.
        sed -i '/:1654:/d' "$1/etc/passwd"
        printf 'app:x:1654:1654::/home/app:/bin/sh\n' >>"$1/etc/passwd"
        if [ "$4" = sdk ]; then
          cp -r "$2/sdk" "$2/packs" "$2/sdk-manifests" "$1/usr/share/dotnet/"
          rm -rf "$1"/usr/share/dotnet/sdk/*/FSharp "$1"/usr/share/dotnet/sdk/*/DotnetTools "$1"/usr/share/dotnet/sdk/*/TestHostNetFramework
          find "$1/usr/share/dotnet/sdk" -name '*.resources.dll' -delete
          find "$1/usr/share/dotnet/packs" -path '*/ref/*' -name '*.xml' -delete
        fi
        """;

    private static string Make(string shell, bool withSdk)
    {
        Components.Require("buildah");
        string folder = Path.Combine(Sandbox.NewFolder("builder-base"), "layout");
        string container = Command.Run("buildah", "from", $"oci:{EmbeddedLayout.Folder}:10.0").MustSucceed().Output.Trim();
        try
        {
            string root = Command.Run("buildah", "mount", container).MustSucceed().Output.Trim();
            string dotnet = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
            Command.Run("bash", "-c", Script, "base", root, dotnet, shell, withSdk ? "sdk" : "").MustSucceed();
            Command.Run("buildah", "umount", container).MustSucceed();
            Command.Run("buildah", "commit", "--quiet", "--disable-compression", container, $"oci:{folder}:10.0").MustSucceed();
            return folder;
        }
        finally
        {
            Command.Run("buildah", "rm", container);
        }
    }
}

using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>The image of a real server, Debian's docker-registry, with a shell and small programs, as an OCI layout.</summary>
internal static class ServiceImage
{
    private static readonly Lazy<string> s_layout = new(() => MakeAsync().GetAwaiter().GetResult());

    /// <summary>The layout.</summary>
    public static string Folder => s_layout.Value;

    private static async Task<string> MakeAsync()
    {
        Components.Require("docker-registry");
        byte[] layer = TestImage.Layer(
            TestImage.Program("usr/bin/registry", "docker-registry"),
            TestImage.Folder("srv"),
            TestImage.File("etc/registry.yml", "version: 0.1\nstorage:\n  inmemory: {}\nhttp:\n  addr: 0.0.0.0:5000\n"));
        string folder = Path.Combine(Infrastructure.Sandbox.NewFolder("service"), "layout");
        await OciLayout.WriteAsync(TestImage.Started(TestImage.Create(layer), ["/usr/bin/registry", "serve", "/etc/registry.yml"]), folder, ["2"], CancellationToken.None);
        return folder;
    }
}

using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>A base image as a team has it, over the embedded one: with a shell, with a server that calls itself redis, and with a folder that only its owner may enter.</summary>
internal static class TeamBase
{
    private static readonly Lazy<string> s_layout = new(() => MakeAsync().GetAwaiter().GetResult());

    /// <summary>The layout, under the reference 10.0.</summary>
    public static string Folder => s_layout.Value;

    private static async Task<string> MakeAsync()
    {
        byte[] layer = TestImage.Layer(
            TestImage.Program("bin/sh", "dash"),
            TestImage.Program("usr/bin/redis-server", "probe"),
            TestImage.Folder("opt/licence", 0b111_000_000),
            TestImage.File("opt/licence/key"));
        string folder = Path.Combine(Infrastructure.Sandbox.NewFolder("team-base"), "layout");
        await OciLayout.WriteAsync(TestImage.Over(await OciLayout.ReadAsync(EmbeddedLayout.Folder, CancellationToken.None), layer), folder, ["10.0"], CancellationToken.None);
        return folder;
    }
}

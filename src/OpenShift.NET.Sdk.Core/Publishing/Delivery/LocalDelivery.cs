using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Delivery;

/// <summary>To this machine's podman or docker (<c>LocalRegistry</c>), streamed into <c>load</c>. Of several platforms, the machine's own is loaded: neither engine keeps an index of loaded images.</summary>
internal sealed class LocalDelivery(IEnvironment environment) : IDelivery
{
    public async Task<DeliveryResult> DeliverAsync(ImmutableArray<DeliverableImage> images, PlatformIndex? index, CancellationToken cancellationToken)
    {
        DestinationFacts destination = images[0].Facts.Destination;
        ContainerEngine engine = await ContainerEngine.FindAsync(destination.LocalRegistry, environment, cancellationToken).ConfigureAwait(false);
        Image image = Choose(images);
        ImmutableArray<string> names = DeliverableImage.NamesOf(destination);
        // podman takes an unqualified name of an archive for docker.io's; localhost is what its own build names local images.
        ImmutableArray<string> references = engine.Name == "podman" ? [.. names.Select(n => "localhost/" + n)] : names;
        (int exitCode, string errors) = await EngineProcess.RunAsync(
            engine,
            ["load"],
            async input => await DockerArchive.WriteAsync(image, input, references, cancellationToken).ConfigureAwait(false),
            cancellationToken).ConfigureAwait(false);
        return exitCode == 0
            ? new DeliveryResult(names, null, $"Loaded {string.Join(", ", names)} into {engine.Name}.")
            : throw new OpenShiftException(ToolCodes.LocalRegistryFailed, $"'{engine.Name} load' ended with {exitCode}: {LastLine(errors)}", $"Check that {engine.Name} works on this machine, or set ContainerRegistry or ContainerArchiveOutputPath.");
    }

    private static Image Choose(ImmutableArray<DeliverableImage> images)
    {
        Platform own = RuntimePlatform.Of(null);
        return (images.FirstOrDefault(i => PlatformSelector.Fits(i.Image.Config.Platform, own)) ?? images[0]).Image;
    }

    private static string LastLine(string text)
    {
        string line = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no message";
        return line.Length > 300 ? line[..300] : line.TrimEnd('.');
    }
}

namespace OpenShift.NET.Sdk.Publishing.Proving.ContainerEngines;

/// <summary>Removes what scenes have made. Nothing without a scene's label or name is touched.</summary>
internal static class SceneCleanup
{
    /// <summary>Removes everything of one scene.</summary>
    public static async Task RemoveAsync(EngineManner manner, SceneName scene, string folder, bool hasNetwork, bool hasVolumes)
    {
        EngineClient client = manner.Client;
        string label = $"label={SceneName.Label}={scene}";
        string[] containers = await IdsAsync(client, ContainerNames(manner)).ConfigureAwait(false);
        await RemoveAsync(client, ["rm", "--force", "--volumes"], [.. containers.Where(c => SceneName.OfObject(c) == scene)]).ConfigureAwait(false);
        if (hasNetwork)
        {
            await RemoveAsync(client, ["network", "rm"], await IdsAsync(client, "network", "ls", "--quiet", "--filter", label).ConfigureAwait(false)).ConfigureAwait(false);
        }

        if (hasVolumes)
        {
            await RemoveAsync(client, ["volume", "rm"], await IdsAsync(client, "volume", "ls", "--quiet", "--filter", label).ConfigureAwait(false)).ConfigureAwait(false);
        }

        string[] images = await IdsAsync(client, "images", "--filter", $"reference={SceneName.Repositories}{scene}*", "--format", "{{.Repository}}:{{.Tag}}").ConfigureAwait(false);

        // podman names an image by all its names when one fits, the user's own among them.
        await RemoveAsync(client, ["rmi"], [.. images.Where(i => i.StartsWith($"{SceneName.Repositories}{scene}:", StringComparison.Ordinal))]).ConfigureAwait(false);
        await DeleteAsync(manner, folder).ConfigureAwait(false);
    }

    /// <summary>Removes what scenes whose process is gone have left: a machine that was switched off, a watcher that was killed too.</summary>
    public static async Task RemoveLeftoversAsync(EngineManner manner, CancellationToken cancellationToken)
    {
        EngineClient client = manner.Client;
        string label = "label=" + SceneName.Label;
        Task<EngineAnswer> containers = client.RunAsync(ContainerNames(manner), cancellationToken);
        Task<EngineAnswer> networks = client.RunAsync(["network", "ls", "--filter", label, "--format", "{{.Name}}"], cancellationToken);
        Task<EngineAnswer> volumes = client.RunAsync(["volume", "ls", "--filter", label, "--format", "{{.Name}}"], cancellationToken);
        Task<EngineAnswer> images = client.RunAsync(["images", "--filter", $"reference={SceneName.Repositories}*", "--format", "{{.Repository}}:{{.Tag}}"], cancellationToken);
        await RemoveAsync(client, ["rm", "--force", "--volumes"], Abandoned((await containers.ConfigureAwait(false)).Output)).ConfigureAwait(false);
        await RemoveAsync(client, ["network", "rm"], Abandoned((await networks.ConfigureAwait(false)).Output)).ConfigureAwait(false);
        await RemoveAsync(client, ["volume", "rm"], Abandoned((await volumes.ConfigureAwait(false)).Output)).ConfigureAwait(false);
        await RemoveAsync(client, ["rmi"], AbandonedImages((await images.ConfigureAwait(false)).Output)).ConfigureAwait(false);
        foreach (string folder in AbandonedFolders(Path.GetTempPath()))
        {
            await DeleteAsync(manner, folder).ConfigureAwait(false);
        }
    }

    /// <summary>Of names, those of scenes whose owner is gone.</summary>
    internal static string[] Abandoned(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(static n => SceneName.OfObject(n) is { } scene && scene.OwnerIsGone())];

    /// <summary>Of names of images, those of scenes whose owner is gone.</summary>
    internal static string[] AbandonedImages(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(static i => i.StartsWith(SceneName.Repositories, StringComparison.Ordinal)
                && SceneName.OfObject(SceneName.Prefix + i[SceneName.Repositories.Length..].Split(':')[0]) is { } scene && scene.OwnerIsGone())];

    // A podman that is killed while it makes a container leaves its storage: that has the name and no label, holds the image, and is listed with --external alone.
    private static string[] ContainerNames(EngineManner manner) => ["ps", "--all", .. manner.Facts.IsPodman ? (string[])["--external"] : [], "--format", "{{.Names}}"];

    private static IEnumerable<string> AbandonedFolders(string parent)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(parent, SceneName.Prefix + "*").Where(static f => SceneName.OfObject(Path.GetFileName(f)) is { } scene && scene.OwnerIsGone())];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static async Task<string[]> IdsAsync(EngineClient client, params string[] arguments)
    {
        EngineAnswer answer = await client.RunAsync(arguments, CancellationToken.None).ConfigureAwait(false);
        return answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static async Task RemoveAsync(EngineClient client, string[] command, string[] ids)
    {
        if (ids.Length > 0)
        {
            await client.RunAsync(command.Concat(ids), CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static async Task DeleteAsync(EngineManner manner, string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Files in volumes belong to users of the containers, which only the engine may remove.
            if (manner.Facts is { IsPodman: true, IsRootless: true, IsRemote: false })
            {
                await manner.Client.RunAsync(["unshare", "rm", "-rf", folder], CancellationToken.None).ConfigureAwait(false);
            }
        }
    }
}

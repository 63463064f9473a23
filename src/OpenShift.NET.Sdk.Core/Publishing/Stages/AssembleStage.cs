using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Listening;
using OpenShift.NET.Sdk.Code.Reading;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Assembly;
using OpenShift.NET.Sdk.Images.Blobs;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Layers;
using OpenShift.NET.Sdk.Images.Locks;
using OpenShift.NET.Sdk.Images.References;
using OpenShift.NET.Sdk.Images.SourceToImage;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Publishing.Bases;
using OpenShift.NET.Sdk.Publishing.CommonLibraries;
using OpenShift.NET.Sdk.Publishing.Knowledge;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Stages;

/// <summary>The stage Assemble: facts and base image become an OCI layout in the stage folder. Repeats nothing whose input has not changed.</summary>
/// <param name="environment">Environment variables and home folder, for registries.</param>
/// <param name="updateLock">Whether the digest behind the base image's tag is asked for anew and written to the lock file.</param>
/// <param name="notices">Hears, on any thread, that a registry is being waited for.</param>
public sealed class AssembleStage(IEnvironment environment, bool updateLock = false, IProgress<string>? notices = null)
{
    /// <summary>The version this build has given the program (<c>InformationalVersion</c>); empty when it built none or does not know.</summary>
    public string BuiltVersion { get; init; } = "";

    /// <summary>Whether the common libraries were restored since Assemble has asked for it.</summary>
    public bool LibrariesAreRestored { get; init; }

    /// <summary>The code that has been read, of the session.</summary>
    internal CodeCache Code { get; init; } = new();

    /// <summary>Assembles.</summary>
    /// <exception cref="OpenShiftException">Anything from OSC0018, OSC0022 to OSC0048 and OSC008n; the stage folder then holds no image that could be delivered by mistake.</exception>
    public Task<AssembleResult> RunAsync(ProjectFacts facts, StageFolder folder, CancellationToken cancellationToken) => RunAsync(facts, folder, null, cancellationToken);

    /// <summary>Assembles on a base image that may have been asked for already.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="folder">The stage folder.</param>
    /// <param name="ahead">The question; <see langword="null"/> when it has not been asked. The caller disposes of it.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="OpenShiftException">As the other overload.</exception>
    public async Task<AssembleResult> RunAsync(ProjectFacts facts, StageFolder folder, BaseLookahead? ahead, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(folder);
        bool first = !File.Exists(folder.AssemblyStamp);
        if (first)
        {
            Rehearsal.Start(facts, cancellationToken);
        }

        using RepositoryKnowledge? knowledge = RepositoryKnowledge.Open(facts, RuntimePlatform.Of(facts.Application.RuntimeIdentifier), environment, ahead?.Knowledge);
        if (first && !Directory.Exists(LayerWriter.RecordFolder(facts.Image.CacheDirectory)))
        {
            // A machine that has made no layer yet will ask.
            knowledge?.Start();
        }

        LibraryRestore? restore = facts.SourceToImage is { IsWanted: true, Libraries.IsEmpty: false } ? new LibraryRestore(facts, folder) : null;
        RestoredLibraries? libraries = restore is null ? RestoredLibraries.None : Restored(facts, restore);

        // Before the answer about the base image is waited for.
        OwnWorkloads own = await OwnManifests.DeployedAsync(facts, cancellationToken).ConfigureAwait(false);
        using Fingerprint inputs = FingerprintOf(facts, folder, libraries ?? RestoredLibraries.None, out string[] files);
        OpenedBase opened = await OpenBaseAsync(facts, ahead, cancellationToken).ConfigureAwait(false);
        string? fallback = opened.Fallback;
        using (IBase baseImage = opened.Base)
        {
            inputs.Add(opened.Identity);
            inputs.Add(own.ToString());
            string fingerprint = inputs.Finish();
            if (AssemblyStamp.TryRead(folder) is { } stamp && stamp.Fingerprint == fingerprint && stamp.IsWhole(folder) && File.Exists(folder.Assembly))
            {
                AssemblyRecord? known = stamp.HasWarnings ? StageJson.TryRead(folder.Assembly, StageJson.Default.AssemblyRecord) : null;
                if ((known is not null || !stamp.HasWarnings) && await IsStillThereAsync(facts, folder, stamp, knowledge, cancellationToken).ConfigureAwait(false))
                {
                    return new AssembleResult(known, Reused: true, fallback);
                }
            }

            Forget(folder);
            BlobCache cache = ahead?.CacheOf(facts.Image) ?? BlobCache.Open(facts.Image.CacheDirectory, facts.Image.CacheSizeLimit);
            bool isLocal = baseImage is not RegistryBase;
            if (restore is not null && libraries is null && await new ImageAssembler(cache, knowledge) { BaseIsLocal = isLocal }.BuilderKindAsync(facts, baseImage.Source, folder.Image, cancellationToken).ConfigureAwait(false) == BuilderKind.DotnetBuilder)
            {
                return new AssembleResult(null, Reused: false, null) { LibrarySolution = await restore.WriteAsync(cancellationToken).ConfigureAwait(false) };
            }

            libraries ??= RestoredLibraries.None;
            if (!first)
            {
                Rehearsal.Start(facts, cancellationToken);
            }

            // Before and after the files are read: another publish that builds now writes into the same folder.
            PublishedVersion.Require(facts, BuiltVersion);
            AssembledImage assembled;

            // Where the application listens, the code decides, and which variable it reads; it is read while base and layers are made.
            Task<CodeFacts> code = Task.Run(() => CodeReader.Read(facts, cancellationToken), cancellationToken);
            Task<Func<ExecutionConfig, StartingCode>> starting = StartingAsync(facts, code, own);
            try
            {
                assembled = await new ImageAssembler(cache, knowledge) { BaseIsLocal = isLocal, Libraries = libraries.Packages }.AssembleAsync(facts, baseImage.Source, folder.Image, starting, cancellationToken).ConfigureAwait(false);
            }
            catch (OpenShiftException e) when (e.Code == ToolCodes.BaseImageNotFound && !updateLock && baseImage is RegistryBase { IsLocked: true })
            {
                throw new OpenShiftException(e.Code, e.Seen, "container.lock.json holds the tag to this digest. Publish once with -p:OpenShiftUpdateLock=true to move on to the digest the tag has now.", new SourceLocation(LockPath(facts)), e);
            }

            PublishedVersion.Require(facts, BuiltVersion);
            RequireUnchanged(facts, folder, libraries, files);
            Code.Keep(facts, assembled.Image.Digest, await code.ConfigureAwait(false));
            var record = new AssemblyRecord
            {
                Image = assembled.Image.Digest,
                BaseName = assembled.Base.Name,
                BaseDigest = assembled.Base.Digest,
                BaseSize = assembled.Base.Size,
                BaseLayerCount = assembled.Base.LayerCount,
                BaseConfig = assembled.Base.Config,
                User = assembled.Image.Config.Config.User ?? "",
                Ports = [.. assembled.Image.Config.Config.ExposedPorts?.Keys ?? []],
                Command = [.. assembled.Image.Config.Config.Entrypoint ?? [], .. assembled.Image.Config.Config.Cmd ?? []],
                Layers = assembled.Layers,
                Warnings = [.. assembled.Warnings, .. LibraryMessages.Warnings(libraries)],
            };
            await StageJson.WriteAsync(folder.Assembly, record, StageJson.Default.AssemblyRecord, cancellationToken).ConfigureAwait(false);
            await AssemblyStamp.Of(record, fingerprint).WriteAsync(folder, cancellationToken).ConfigureAwait(false);
            LayerSummary? layer = record.Layers.FirstOrDefault(static l => l.Name == LibraryLayer.Name);
            return new AssembleResult(record, Reused: false, fallback) { Libraries = layer is null ? null : LibraryMessages.Summary(facts, libraries, layer) };
        }
    }

    // What an earlier publish has restored serves as long as it is the same and all there. Null: it has to be restored, where the base is one for a builder of .NET.
    private RestoredLibraries? Restored(ProjectFacts facts, LibraryRestore restore)
    {
        if (!restore.IsWritten())
        {
            return null;
        }

        RestoredLibraries found = RestoredLibraries.Read(facts.SourceToImage.Libraries, restore);
        OpenShiftException? failure = LibraryMessages.Failure(facts, found);
        return failure is null ? found : LibrariesAreRestored ? throw failure : null;
    }

    // With the settings of the pod as the manifests will have it, on the environment of a base.
    private static async Task<Func<ExecutionConfig, StartingCode>> StartingAsync(ProjectFacts facts, Task<CodeFacts> reading, OwnWorkloads own)
    {
        CodeFacts code = await reading.ConfigureAwait(false);
        return run =>
        {
            IReadOnlyDictionary<string, string> settings = DeployedSettings.Of(facts, run with { Env = [.. run.Env ?? [], .. facts.Image.Environment.Select(static v => $"{v.Name}={v.Value}")] });
            ListeningCode listening = CodeListening.Of(code, settings);
            ProjectFacts served = listening.ServesNothing ? facts.WithoutServer(listening.RunsOn) : facts;
            return new StartingCode(listening, StartupGuard.ListOf(served, code, settings, listening.HasSeveralHosts, !ImagePorts.Of(served, run, listening).Exposed.IsEmpty, own));
        };
    }

    // What was left at the destination may have been deleted there since; and it is not run here.
    private static async Task<bool> IsStillThereAsync(ProjectFacts facts, StageFolder folder, AssemblyStamp stamp, RepositoryKnowledge? knowledge, CancellationToken cancellationToken)
    {
        if (!stamp.HasLeftLayers)
        {
            return true;
        }

        if (knowledge is null || facts.Prove.IsWanted() || StageJson.TryRead(folder.Assembly, StageJson.Default.AssemblyRecord) is not { } record)
        {
            return false;
        }

        bool[] there = await Task.WhenAll(record.Layers.Where(static l => l.Elsewhere).Select(l => knowledge.IsAtDestinationAsync(new Descriptor(MediaTypes.OciLayerGzip, l.Digest, l.CompressedBytes), cancellationToken).AsTask())).ConfigureAwait(false);
        return !there.Contains(false);
    }

    // Until the new image is whole, there is none.
    private static void Forget(StageFolder folder)
    {
        try
        {
            Directory.CreateDirectory(folder.Path);
            File.Delete(folder.AssemblyStamp);
            File.Delete(folder.Assembly);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(ToolCodes.OutputNotWritable, folder.Path, $"'{folder.Path}'", "set OpenShiftIntermediateDirectory to another folder", e);
        }
    }

    private async Task<OpenedBase> OpenBaseAsync(ProjectFacts facts, BaseLookahead? ahead, CancellationToken cancellationToken)
    {
        ImageFacts image = facts.Image;
        if (image.BaseImageArchive is { } archive)
        {
            return await IdentifyAsync(new LocalBase(archive, image.BaseImageIsExplicit ? image.BaseImage : null), null).ConfigureAwait(false);
        }

        if (image.EmbeddedBase == EmbeddedBaseWhen.Always)
        {
            return await IdentifyAsync(new EmbeddedBase(facts), null).ConfigureAwait(false);
        }

        try
        {
            ImageReference reference = ImageReference.Parse(image.BaseImage, facts.PlaceOf("ContainerBaseImage"));
            return await OpenRegistryAsync(reference).ConfigureAwait(false);
        }
        catch (OpenShiftException e) when (e.Code == ToolCodes.RegistryUnreachable && image.EmbeddedBase == EmbeddedBaseWhen.WhenUnreachable)
        {
            return await IdentifyAsync(new EmbeddedBase(facts), $"{e.Seen}; the image stands on this machine's own .NET runtime instead, as OpenShiftEmbeddedBase=WhenUnreachable asks").ConfigureAwait(false);
        }

        async Task<OpenedBase> OpenRegistryAsync(ImageReference reference)
        {
            string path = LockPath(facts);
            BaseLock? known = reference.Digest is null ? ReadLock(path) : null;
            bool isLocked = false;
            if (!updateLock && known?.Of(reference) is { } digest)
            {
                reference = ImageReference.Parse($"{reference}@{digest}");
                isLocked = true;
            }

            RegistryBase? asked = ahead is null ? null : await ahead.TakeAsync(reference, facts.Destination, notices, cancellationToken).ConfigureAwait(false);
            RegistryBase registry = asked ?? new RegistryBase(reference, facts.Destination, environment, notices) { IsLocked = isLocked };
            OpenedBase opened = await IdentifyAsync(registry, null).ConfigureAwait(false);
            if (updateLock && reference.Digest is null)
            {
                byte[] content = (known ?? new BaseLock()).With(reference, registry.Digest).Write();
                await AtomicOutput.WriteFileAsync(path, output => output.WriteAsync(content, cancellationToken).AsTask()).ConfigureAwait(false);
                return opened with { Identity = registry.Hold() };
            }

            return opened;
        }

        async Task<OpenedBase> IdentifyAsync(IBase source, string? fallback)
        {
            try
            {
                return new OpenedBase(source, await source.IdentityAsync(cancellationToken).ConfigureAwait(false), fallback);
            }
            catch
            {
                source.Dispose();
                throw;
            }
        }
    }

    internal static string LockPath(ProjectFacts facts) => Path.Combine(Path.GetDirectoryName(facts.Identity.ProjectFile) ?? "", BaseLock.FileName);

    internal static BaseLock? ReadLock(string path) => ProjectFolderFile.TryRead(path) is { } bytes ? BaseLock.Read(bytes, path) : null;

    // Over contents, not time stamps: what was only touched or checked out anew is the same. What has not changed by size and time is not read.
    private static Fingerprint FingerprintOf(ProjectFacts facts, StageFolder folder, RestoredLibraries libraries, out string[] files)
    {
        FileHashCache hashes = FileHashCache.Load(folder.Image + ".files");
        var fingerprint = new Fingerprint();
        // How the image is judged does not change it.
        fingerprint.Add(FactsJson.Write(facts with { Checks = new CheckFacts(), Prove = new ProveFacts(), SupplyChain = new SupplyChainFacts() }));
        try
        {
            files = ContentsOf(facts, libraries, hashes);
            foreach (string content in files)
            {
                fingerprint.Add(content);
            }
        }
        catch (OpenShiftException)
        {
            fingerprint.Dispose();
            Forget(folder);
            throw;
        }

        try
        {
            hashes.Save();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Only the next publish is slower.
        }

        return fingerprint;
    }

    private static string[] ContentsOf(ProjectFacts facts, RestoredLibraries libraries, FileHashCache hashes) =>
        [.. SourcesOf(facts, libraries).Select(f => hashes.StampOf(f.Source).Content.Hex)];

    private static IEnumerable<(string Name, string Source)> SourcesOf(ProjectFacts facts, RestoredLibraries libraries) =>
    [
        .. facts.Files.Where(static f => f.LeftOutBecause is null).Select(static f => (f.Path, f.Source)),
        .. facts.SourceToImage.Files.Select(static f => ("s2i/" + f.Name, f.Source)),
        .. libraries.Packages.SelectMany(static p => p.Files.Select(f => ($"{p.Name} {p.Version}", Path.Combine(p.Folder, f)))),
    ];

    // What was layered is what the fingerprint stands for, or the next publish would keep another one's image for this one's.
    private static void RequireUnchanged(ProjectFacts facts, StageFolder folder, RestoredLibraries libraries, string[] before)
    {
        string[] after = ContentsOf(facts, libraries, FileHashCache.Load(folder.Image + ".files"));
        int at = before.Zip(after).ToList().FindIndex(static p => p.First != p.Second);
        if (at >= 0)
        {
            string path = SourcesOf(facts, libraries).ElementAt(at).Name;
            throw new OpenShiftException(
                ToolCodes.AnotherVersion,
                $"{path} changed while the image was made of it: another publish of this project has built meanwhile; nothing was delivered",
                "Publish one after the other, or give each publish folders of its own with '--artifacts-path'.");
        }
    }
}

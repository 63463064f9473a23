using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Sarif;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Publishing.Applying;
using OpenShift.NET.Sdk.Publishing.Delivery;
using OpenShift.NET.Sdk.Publishing.Documents;
using OpenShift.NET.Sdk.Publishing.Exports;
using OpenShift.NET.Sdk.Publishing.Running;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publishing.Sessions;

/// <summary>The stages, run in this process.</summary>
/// <param name="options">What the session knows of the tool.</param>
public sealed class PublishSession(SessionOptions options) : IPublishSession
{
    // What Describe wrote is read by six stages; a file with other bytes is another publish's. Facts of another process are read anew.
    private readonly Dictionary<string, (byte[] Bytes, ProjectFacts Facts)> _described = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (byte[] Bytes, ProjectFacts Facts)> _read = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _versions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BaseLookahead> _bases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DeliveryLookahead> _deliveries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CheckSubject> _subjects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _elapsed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HeldLock> _locks = new(StringComparer.Ordinal);
    private readonly ProcessEnvironment _environment = new();
    private readonly CodeCache _code = new();

    /// <summary>How often those who wait are shown that this publish works.</summary>
    internal TimeSpan SignOfLife { get; init; } = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public StageResult Run(StageRequest request, IStageLog log, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(log);

        // Formatting in a user's culture would give other bytes on another machine.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var output = new StageOutput(log) { ProjectFile = request.Input?.Property("MSBuildProjectFullPath") };
        try
        {
            PublishLock[] held = request.Stage is Stage.Begin or Stage.End or Stage.LookAhead ? [] : [.. _locks.Values.Select(static h => h.Lock)];
            using Timer? sign = held.Length == 0 ? null : new Timer(_ => Array.ForEach(held, static h => h.Touch()), null, TimeSpan.Zero, SignOfLife);
            long start = Stopwatch.GetTimestamp();
            StageResult result = RunAsync(request, output, cancellationToken).GetAwaiter().GetResult();
            return Timed(request, result, Stopwatch.GetElapsedTime(start));
        }
        catch (OpenShiftException e)
        {
            output.Diagnostic(Severity.Error, e.Code, e.Message, e.Place);
            if (e.InnerException is not null)
            {
                output.Message(StageImportance.Low, e.InnerException.GetType().FullName + ": " + e.InnerException.Message);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            output.Diagnostic(Severity.Error, ToolCodes.Cancelled, "The publish was cancelled. Nothing more is written or delivered.", null);
        }
        catch (Exception e)
        {
            output.Diagnostic(Severity.Error, ToolCodes.Unexpected, $"OpenShift.NET.Sdk failed in {request.Stage}: {e.GetType().Name}. This is a defect of OpenShift.NET.Sdk: report it with a detailed build log, which holds the stack trace.", null);
            output.Message(StageImportance.Low, e.ToString());
        }

        return new StageResult();
    }

    /// <summary>Ends what was asked ahead and nobody took over, and gives back the locks of publishes that have failed.</summary>
    public void Dispose()
    {
        foreach (BaseLookahead ahead in _bases.Values)
        {
            ahead.Dispose();
        }

        foreach (DeliveryLookahead ahead in _deliveries.Values)
        {
            ahead.Dispose();
        }

        foreach (HeldLock held in _locks.Values)
        {
            held.Dispose();
        }

        _bases.Clear();
        _deliveries.Clear();
        _locks.Clear();
    }

    private StageResult Timed(StageRequest request, StageResult result, TimeSpan took)
    {
        if (request.Facts is [{ } first, ..])
        {
            _elapsed[first] = _elapsed.GetValueOrDefault(first) + took;
        }

        return request.Stage != Stage.Deliver ? result : result with { Elapsed = request.Facts.Aggregate(TimeSpan.Zero, (sum, f) => sum + (_elapsed.Remove(f, out TimeSpan part) ? part : TimeSpan.Zero)) };
    }

    private Task<StageResult> RunAsync(StageRequest request, StageOutput output, CancellationToken cancellationToken) => request.Stage switch
    {
        Stage.Describe => DescribeAsync(request, output, cancellationToken),
        Stage.Assemble => AssembleAsync(request, output, cancellationToken),
        Stage.Manifests => GenerateManifestsAsync(request, output, cancellationToken),
        Stage.Check => CheckAsync(request, output, cancellationToken),
        Stage.Document => DocumentAsync(request, output, cancellationToken),
        Stage.Prove => ProveAsync(request, output, cancellationToken),
        Stage.PublishManifests => PublishManifestsAsync(request, output, cancellationToken),
        Stage.Deliver => DeliverAsync(request, output, cancellationToken),
        Stage.Export => ExportAsync(request, output, cancellationToken),
        Stage.Begin => Task.FromResult(new StageResult { IsBusy = !Begin(request) }),
        Stage.End => Task.FromResult(End(request.LockFile, request.Owner)),
        Stage.LookAhead => Task.FromResult(LookAhead(request, output)),
        Stage.Run => RunImageAsync(request, output, cancellationToken),
        Stage.Apply => ApplyAsync(request, output, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Stage, null),
    };

    // Another publish of the same project in this very build is another one too: it waits for the end of the one that has begun. While the .NET SDK
    // copies, nothing else of this process runs: whoever begins then was called by the one that copies, or comes after its failure, and would wait for itself.
    private bool Begin(StageRequest request)
    {
        if (_locks.TryGetValue(request.LockFile, out HeldLock? held))
        {
            if (!held.OnlyCopies && !held.Owners.Contains(request.Owner))
            {
                return false;
            }

            held.Owners.Add(request.Owner);
            held.OnlyCopies &= request.OnlyCopies;
        }
        else if (PublishLock.TryTake(request.LockFile, PublishHolder.Of(request.BuildProcess, DateTime.UtcNow)) is { } taken)
        {
            taken.Touch();
            _locks.Add(request.LockFile, held = new HeldLock(taken, request.Owner) { OnlyCopies = request.OnlyCopies });
        }
        else
        {
            return false;
        }

        if (request.KeepsAlive)
        {
            held.KeepAlive(SignOfLife);
        }

        return true;
    }

    private StageResult End(string path, string owner)
    {
        if (_locks.TryGetValue(path, out HeldLock? held) && held.Owners.Remove(owner) && held.Owners.Count == 0)
        {
            _locks.Remove(path);
            held.Dispose();
        }

        return new StageResult();
    }

    private StageResult LookAhead(StageRequest request, StageOutput output)
    {
        ProjectInput input = request.Input ?? throw new ArgumentException("LookAhead has no input.", nameof(request));
        if (BaseLookahead.StartEarly(input, StageFolder.OfFacts(request.Facts[0]), _environment) is { } ahead)
        {
            HandOn(_bases, request.Facts[0], ahead);
            output.Message(StageImportance.Low, $"OpenShift: looks at base image {input.Property("ContainerBaseImage")} while the project is built");
        }

        return new StageResult();
    }

    private async Task<StageResult> DescribeAsync(StageRequest request, StageOutput output, CancellationToken cancellationToken)
    {
        ProjectInput input = request.Input ?? throw new ArgumentException("Describe has no input.", nameof(request));
        string path = request.Facts[0];
        if (!(_bases.TryGetValue(path, out BaseLookahead? early) && early.Asks(input)))
        {
            HandOn(_bases, path, BaseLookahead.Start(input, _environment));
        }

        ProjectFacts facts = ProjectDescriber.Describe(input);
        OutputFolders.Check(facts, StageFolder.OfFacts(path));
        byte[] bytes = FactsJson.Write(facts);

        // An unchanged file keeps its time stamp, so that later stages and incremental builds see that nothing changed.
        if (!File.Exists(path) || !(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false)).AsSpan().SequenceEqual(bytes))
        {
            // It holds the values of environment variables, which the image needs and nobody else on this machine.
            await AtomicOutput.WriteFileAsync(path, file => file.WriteAsync(bytes, cancellationToken).AsTask(), UnixFileMode.UserRead | UnixFileMode.UserWrite).ConfigureAwait(false);
        }

        _described[path] = (bytes, facts);
        _versions[path] = input.Property("_OpenShiftBuiltVersion") ?? "";

        // One of several platforms is not delivered by itself.
        HandOn(_deliveries, path, input.Property("_OpenShiftInnerBuild") == "true" ? null : DeliveryLookahead.Start(facts, StageFolder.OfFacts(path), _environment));
        output.Message(StageImportance.Low, $"OpenShift: described {facts.Identity.Name} {facts.Identity.Version} ({facts.Files.Length} files) in {path}");
        return new StageResult();
    }

    private async Task<StageResult> AssembleAsync(StageRequest request, StageOutput output, CancellationToken cancellationToken)
    {
        ProjectFacts facts = ReadFacts(request.Facts[0], output);
        StageFolder folder = StageFolder.OfFacts(request.Facts[0]);
        using BaseLookahead? ahead = TakeOver(_bases, request.Facts[0]);
        AssembleResult result = await new AssembleStage(_environment, request.Update, new WaitingMessages(output)) { Code = _code, BuiltVersion = _versions.GetValueOrDefault(request.Facts[0], ""), LibrariesAreRestored = request.LibrariesAreRestored }.RunAsync(facts, folder, ahead, cancellationToken).ConfigureAwait(false);
        if (result.LibrarySolution is { } solution)
        {
            return new StageResult { Names = [solution] };
        }

        AssemblyMessages.Write(result, facts, folder, output);
        return new StageResult();
    }

    private async Task<StageResult> GenerateManifestsAsync(StageRequest request, StageOutput output, CancellationToken cancellationToken)
    {
        ProjectFacts facts = ReadFacts(request.Facts[0], output);
        StageFolder folder = StageFolder.OfFacts(request.Facts[0]);
        ManifestResult result = await new ManifestStage { Code = _code }.RunAsync(facts, folder, cancellationToken).ConfigureAwait(false);
        if (!result.Files.IsEmpty)
        {
            output.Message(StageImportance.Low, $"OpenShift: {(result.Reused ? "kept" : "generated")} {result.Files.Length} manifest files in {folder.Manifests}");
        }

        return new StageResult();
    }

    private async Task<StageResult> CheckAsync(StageRequest request, StageOutput output, CancellationToken cancellationToken)
    {
        ProjectFacts facts = ReadFacts(request.Facts[0], output);
        StageFolder folder = StageFolder.OfFacts(request.Facts[0]);
        CheckStage stage = CheckStageOf(facts, request.Update);
        CheckResult result = await stage.RunAsync(facts, folder, cancellationToken).ConfigureAwait(false);
        _subjects.Remove(request.Facts[0]);
        if (stage.Subject is { } subject && (facts.Prove.IsWanted() || facts.SupplyChain.IsWanted()))
        {
            _subjects[request.Facts[0]] = subject;
        }

        Say(result.Messages, output);
        foreach (string guideline in result.Guidelines)
        {
            output.Message(StageImportance.Normal, $"OpenShift: guideline {guideline}");
        }

        output.Message(StageImportance.High, $"OpenShift: {result.Summary} ({(facts.Checks.HtmlReport ? facts.Checks.HtmlReportFile ?? folder.Html : folder.Sarif)})");
        return new StageResult();
    }

    private static void Say(ImmutableArray<CheckMessage> messages, StageOutput output)
    {
        foreach (CheckMessage message in messages)
        {
            output.Diagnostic(message.Severity, message.Code, message.Text, message.Place);
        }
    }

    private CheckStage CheckStageOf(ProjectFacts facts, bool updateContract)
    {
        var sarif = new SarifOptions
        {
            ToolVersion = options.ToolVersion,
            // As code scanning and code quality name files: from the top of the repository.
            SourceRoot = facts.Identity.RepositoryRoot ?? Path.GetDirectoryName(facts.Identity.ProjectFile),
            AutomationId = $"{facts.Identity.Name}/{CodeQualityReport.ImageOf(facts)}",
            PageOf = rule => options.PageOf(rule.Id),
        };
        return new CheckStage(sarif, DateOnly.FromDateTime(DateTime.UtcNow), updateContract) { Environment = _environment, Code = _code };
    }

    private async Task<StageResult> DocumentAsync(StageRequest request, StageOutput output, CancellationToken cancellationToken)
    {
        ProjectFacts facts = ReadFacts(request.Facts[0], output);
        StageFolder folder = StageFolder.OfFacts(request.Facts[0]);
        CheckSubject? opened = facts.Prove.IsWanted() ? _subjects.GetValueOrDefault(request.Facts[0]) : TakeOver(_subjects, request.Facts[0]);
        DocumentResult result = await new DocumentStage(_environment, options.ToolVersion).RunAsync(facts, folder, opened, cancellationToken).ConfigureAwait(false);
        if (!result.Gaps.IsEmpty)
        {
            output.Diagnostic(Severity.Info, ToolCodes.BillHasGaps, $"The bill of materials does not name every package of the image: {string.Join("; ", result.Gaps)}.", null);
        }

        if (!result.Files.IsEmpty)
        {
            output.Message(StageImportance.Low, $"OpenShift: {(result.Reused ? "kept" : "wrote")} {string.Join(", ", result.Files)}");
        }

        return new StageResult();
    }

    private async Task<StageResult> ProveAsync(StageRequest request, StageOutput output, CancellationToken cancellationToken)
    {
        ProjectFacts facts = ReadFacts(request.Facts[0], output);
        StageFolder folder = StageFolder.OfFacts(request.Facts[0]);
        _subjects.Remove(request.Facts[0], out CheckSubject? opened);
        var stage = new ProveStage(_environment, CheckStageOf(facts, updateContract: false), new ProvingMessages(output)) { Opened = opened };
        if (await stage.RunAsync(facts, folder, cancellationToken).ConfigureAwait(false) is not { } result)
        {
            return new StageResult();
        }

        if (result.WasRun)
        {
            output.Message(StageImportance.High, $"OpenShift: {result.Line}{(result.Reused ? ", as before" : "")}");
        }
        else
        {
            output.Diagnostic(Severity.Info, ToolCodes.ProofNotPossible, result.Line + ".", null);
        }

        Say(result.Messages, output);
        if (result.Summary is { } summary)
        {
            output.Message(StageImportance.High, $"OpenShift: with the proof {summary}");
        }

        return new StageResult();
    }

    private async Task<StageResult> RunImageAsync(StageRequest request, StageOutput output, CancellationToken cancellationToken)
    {
        ProjectFacts facts = ReadFacts(request.Facts[0], output);
        RunEnd? end = await new RunStage(_environment, new RunMessages(output), new WaitingMessages(output))
            .RunAsync(facts, StageFolder.OfFacts(request.Facts[0]), TakeOver(_subjects, request.Facts[0]), request.Ports, cancellationToken).ConfigureAwait(false);
        return end is { HasFailed: true } ? throw end.ToFailure() : new StageResult();
    }

    private async Task<StageResult> ApplyAsync(StageRequest request, StageOutput output, CancellationToken cancellationToken)
    {
        var wanted = ApplyOptions.Of(request.ClusterContext, request.ClusterNamespace, request.ApplyDryRun, request.ApplyForce, request.ApplyTimeout);
        var stage = new ApplyStage(_environment, new ApplyMessages(output));
        if (request.Directory.Length == 0)
        {
            await stage.AskAsync(wanted, cancellationToken).ConfigureAwait(false);
            return new StageResult();
        }

        ProjectFacts facts = ReadFacts(request.Facts[0], output);
        ApplyResult result = await stage.RunAsync(request.Directory, wanted, cancellationToken).ConfigureAwait(false);
        if (result.Failure is { } failure)
        {
            throw failure;
        }

        output.Message(StageImportance.High, $"{facts.Identity.Name} -> {result.Text}");
        return new StageResult();
    }

    private async Task<StageResult> PublishManifestsAsync(StageRequest request, StageOutput output, CancellationToken cancellationToken)
    {
        var stage = new ManifestStage { Code = _code };
        ProjectFacts facts = ReadFacts(request.Facts[0], output);
        StageFolder folder = StageFolder.OfFacts(request.Facts[0]);
        if (request.IndexFolder.Length > 0)
        {
            folder = new StageFolder(Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.IndexFolder)));
            await stage.RunSeveralAsync(await OpenAsync(request.Facts, output, cancellationToken).ConfigureAwait(false), folder, cancellationToken).ConfigureAwait(false);
        }

        ImmutableArray<string> files = await stage.CopyAsync(folder, request.Directory, cancellationToken).ConfigureAwait(false);
        if (!files.IsEmpty)
        {
            output.Message(StageImportance.High, $"OpenShift: manifests in {request.Directory} ({Summary(facts)})");
        }

        return new StageResult { Names = files };
    }

    private async Task<StageResult> ExportAsync(StageRequest request, StageOutput output, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        foreach (string path in request.Facts)
        {
            ProjectFacts facts = ReadFacts(path, output);
            string directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.SeveralPlatforms ? Path.Combine(request.Directory, facts.Application.RuntimeIdentifier) : request.Directory));
            ExportResult result = await new ExportStage(_environment).RunAsync(facts, StageFolder.OfFacts(path), directory, cancellationToken).ConfigureAwait(false);
            if (!result.Gaps.IsEmpty)
            {
                output.Diagnostic(Severity.Warning, ToolCodes.DockerfileHasGaps, $"The Dockerfile does not give everything that is in the image: {string.Join(" ", result.Gaps)}", null);
            }

            if (!result.Secrets.IsEmpty)
            {
                output.Message(StageImportance.High, $"OpenShift: the Dockerfile holds the values of {string.Join(", ", result.Secrets)}, which are secrets");
            }

            output.Message(StageImportance.High, $"{facts.Identity.Name} -> {(result.Reused ? "as before: " : "")}{result.Dockerfile}, which gives {result.Image} (podman build {directory})");
            files.Add(result.Dockerfile);
        }

        return new StageResult { Names = files };
    }

    private static string Summary(ProjectFacts facts) => string.Join(", ",
    [
        .. facts.Manifests.Template ? (string[])["template.yaml"] : [],
        .. facts.Manifests.Kubernetes ? (string[])["kubernetes/"] : [],
        .. facts.Manifests.Helm ? (string[])[$"helm/{facts.Manifests.Name}/"] : [],
        .. facts.Manifests.IsWanted ? (string[])["SETTINGS.md"] : [],
        .. facts.Pipelines.Kinds.IsEmpty ? (string[])[] : ["pipelines/"],
    ]);

    private async Task<StageResult> DeliverAsync(StageRequest request, StageOutput output, CancellationToken cancellationToken)
    {
        using var stage = new DeliverStage(_environment, new WaitingMessages(output));
        StageFolder[] folders = [.. request.Facts.Select(StageFolder.OfFacts)];
        using DeliveryLookahead? ahead = TakeOver(_deliveries, request.Facts[0]);
        DeliveryResult? result = null;
        Digest? digest = null;
        Descriptor? indexed = null;
        if (!request.SeveralPlatforms)
        {
            result = await stage.TryLeaveAsync(ReadFacts(request.Facts[0], output), folders[0], ahead, cancellationToken).ConfigureAwait(false);
        }

        if (result is null)
        {
            ImmutableArray<DeliverableImage> images = await OpenAsync(request.Facts, output, cancellationToken).ConfigureAwait(false);
            PlatformIndex? index = request.SeveralPlatforms ? PlatformIndex.Of(images.Select(static i => i.Image)) : null;
            indexed = index?.Descriptor;
            digest = indexed?.Digest;
            result = await stage.RunAsync(images, index, cancellationToken).ConfigureAwait(false);
        }

        GeneratedImage[] delivered = [.. folders.Select(GeneratedImage.Read)];
        digest ??= delivered[0].Digest;

        if (result.NotKept is { } reason)
        {
            output.Diagnostic(Severity.Info, ToolCodes.LayerKnowledgeNotKept, $"{reason}; what was learnt of the layers is not left beside the image, and a publish on a machine without a cache fetches the base image. OpenShiftLayerKnowledge=None says that it is not to be tried.", null);
        }

        // "NAME -> WHERE" is how MSBuild tells of what a project made: its terminal logger shows no other message of a project that succeeds.
        output.Message(StageImportance.High, $"{ReadFacts(request.Facts[0], output).Identity.Name} -> {result.Message.TrimEnd('.')}, {digest}");
        return await AttachAsync(
            [.. request.Facts.Select((f, i) => new DocumentedImage(ReadFacts(f, output), folders[i], delivered[i]))],
            indexed,
            new StageResult { Names = result.Names, Images = delivered, ArchivePath = result.ArchivePath ?? "", Digest = digest.Value.ToString(), BytesSent = result.BytesSent ?? -1 },
            output,
            cancellationToken).ConfigureAwait(false);
    }

    private async Task<StageResult> AttachAsync(ImmutableArray<DocumentedImage> images, Descriptor? index, StageResult result, StageOutput output, CancellationToken cancellationToken)
    {
        DestinationFacts destination = images[0].Facts.Destination;
        AttachResult attached = await new AttachStage(_environment, new WaitingMessages(output)).RunAsync(images, result.BytesSent == 0, cancellationToken).ConfigureAwait(false);
        if (attached.Problem is { } problem)
        {
            output.Diagnostic(Severity.Info, ToolCodes.DocumentsNotAttached, $"{problem}; bill of materials and provenance are not attached to the image, and lie in {Path.GetDirectoryName(attached.Documents[0].Path)}. OpenShiftSbomAttach=Never says that it is not to be tried.", null);
        }
        else if (attached.IsUnlisted)
        {
            output.Message(StageImportance.Low, $"OpenShift: registry {destination.Registry} lists no artifacts that refer to an image, so bill of materials and provenance are not attached; OpenShiftSbomAttach=Always attaches them under a tag");
        }

        result = result with
        {
            Manifests =
            [
                .. images.Select(static i => new DeliveredManifest(DocumentedImage.NameOf(i.Facts.Destination, i.Image.Digest), i.Image.Digest, i.Image.MediaType, i.Facts.Application.RuntimeIdentifier)),
                .. index is null ? [] : (DeliveredManifest[])[new DeliveredManifest(DocumentedImage.NameOf(destination, index.Digest), index.Digest, index.MediaType, "")],
            ],
            Documents = attached.Documents,
        };
        if (destination is { ArchivePath: null, Registry: not null })
        {
            foreach (string line in SigningLines.Of(result.Manifests, result.Documents))
            {
                output.Message(StageImportance.Normal, $"OpenShift: to sign: {line}");
            }
        }

        return result;
    }

    private async Task<ImmutableArray<DeliverableImage>> OpenAsync(IReadOnlyList<string> paths, StageOutput output, CancellationToken cancellationToken)
    {
        var images = ImmutableArray.CreateBuilder<DeliverableImage>();
        foreach (string path in paths)
        {
            images.Add(await DeliverableImage.OpenAsync(ReadFacts(path, output), StageFolder.OfFacts(path), cancellationToken).ConfigureAwait(false));
        }

        return images.ToImmutable();
    }

    private ProjectFacts ReadFacts(string path, StageOutput output)
    {
        try
        {
            byte[] bytes = File.ReadAllBytes(path);
            bool isOwn = _described.TryGetValue(path, out (byte[] Bytes, ProjectFacts Facts) known);
            if (!isOwn && !(_read.TryGetValue(path, out known) && known.Bytes.AsSpan().SequenceEqual(bytes)))
            {
                known = _read[path] = (bytes, FactsJson.Read(bytes, path));
            }

            if (isOwn && !known.Bytes.AsSpan().SequenceEqual(bytes))
            {
                // Where locks do not reach: file systems without them, a stage folder that several projects name.
                throw new OpenShiftException(
                    ToolCodes.AnotherPublish,
                    $"'{path}' was written by another publish while this one ran; nothing was delivered",
                    "Publish one after the other, or give each publish folders of its own with '--artifacts-path'.");
            }

            output.ProjectFile = known.Facts.Identity.ProjectFile;
            return known.Facts;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OpenShiftException(ToolCodes.InvalidFacts, $"'{path}' cannot be read", "Publish again; the target OpenShiftDescribe writes it.", innerException: e);
        }
    }

    private static void HandOn<T>(Dictionary<string, T> kept, string facts, T? work)
        where T : class, IDisposable
    {
        TakeOver(kept, facts)?.Dispose();
        if (work is not null)
        {
            kept[facts] = work;
        }
    }

    private static T? TakeOver<T>(Dictionary<string, T> kept, string facts)
        where T : class =>
        kept.Remove(facts, out T? work) ? work : null;

    private sealed class HeldLock(PublishLock held, string owner) : IDisposable
    {
        private Timer? _sign;

        public PublishLock Lock { get; } = held;

        public HashSet<string> Owners { get; } = new(StringComparer.Ordinal) { owner };

        public bool OnlyCopies { get; set; }

        public void KeepAlive(TimeSpan every) => _sign ??= new Timer(static held => ((PublishLock)held!).Touch(), Lock, every, every);

        public void Dispose()
        {
            _sign?.Dispose();
            Lock.Dispose();
        }
    }
}

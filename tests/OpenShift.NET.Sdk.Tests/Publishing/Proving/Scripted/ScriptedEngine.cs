using System.Collections.Concurrent;
using System.Collections.Immutable;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Scripted;

/// <summary>An engine whose containers are scripts, chosen by the image or for all images alike.</summary>
internal sealed class ScriptedEngine(Func<Image, Script> scripts) : IRunEngine
{
    public ScriptedEngine(Script script)
        : this(_ => script)
    {
    }

    /// <summary>Why it does not work.</summary>
    public string? Problem { get; init; }

    /// <summary>How the containers were specified, in the order of their start.</summary>
    public ConcurrentQueue<ContainerSpecification> Started { get; } = new();

    /// <summary>How many scenes and containers are there still.</summary>
    public int Living;

    /// <summary>Most application containers that ran at once.</summary>
    public int MostAtOnce;

    public ProofEngine Kind { get; init; } = ProofEngine.Sandbox;

    public Task<EngineTrial> TryAsync(CancellationToken cancellationToken) => Task.FromResult(new EngineTrial("scripted 1.0", Problem, []));

    public Task<IProofScene> BeginAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref Living);
        return Task.FromResult<IProofScene>(new Scene(this));
    }

    private sealed class Scene(ScriptedEngine engine) : IProofScene
    {
        public Task<IPreparedImage> PrepareAsync(Image image, int baseLayers, CancellationToken cancellationToken) => Task.FromResult<IPreparedImage>(new Prepared(image));

        public Task<IRunningContainer> StartAsync(IPreparedImage image, ContainerSpecification specification, CancellationToken cancellationToken)
        {
            engine.Started.Enqueue(specification);
            int living = Interlocked.Increment(ref engine.Living);
            engine.MostAtOnce = Math.Max(engine.MostAtOnce, living - 1);
            Script script = ScriptOf(image.Image);
            return Task.FromResult<IRunningContainer>(new ScriptedContainer(script.In(specification, script), specification, () => Interlocked.Decrement(ref engine.Living)));
        }

        public ValueTask DisposeAsync()
        {
            Interlocked.Decrement(ref engine.Living);
            return ValueTask.CompletedTask;
        }

        private Script ScriptOf(Image image) => engine.Scripts(image);
    }

    private Func<Image, Script> Scripts { get; } = scripts;

    private sealed record Prepared(Image Image) : IPreparedImage;
}

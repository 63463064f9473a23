namespace OpenShift.NET.Sdk.Registries;

/// <summary>Passes on what is told to whoever listens now: a question that was asked ahead is waited for by a stage that was not there yet.</summary>
internal sealed class NoticeRelay : IProgress<string>
{
    private volatile IProgress<string>? _listener;

    /// <summary>Who hears it from now on; <see langword="null"/> for nobody.</summary>
    public IProgress<string>? Listener
    {
        get => _listener;
        set => _listener = value;
    }

    /// <inheritdoc/>
    public void Report(string value) => _listener?.Report(value);
}

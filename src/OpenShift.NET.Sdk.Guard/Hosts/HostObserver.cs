using System;
using System.Collections.Generic;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;

namespace OpenShiftNetSdk.Generated;

/// <summary>Hears of every host that is built (the event <c>HostBuilt</c> of <c>Microsoft.Extensions.Hosting</c>).</summary>
internal sealed class HostObserver : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private readonly Guard _guard;

    public HostObserver(Guard guard)
    {
        _guard = guard;
    }

    public void OnNext(DiagnosticListener listener)
    {
        if (listener.Name == "Microsoft.Extensions.Hosting")
        {
            listener.Subscribe(this);
        }
    }

    public void OnNext(KeyValuePair<string, object?> happened)
    {
        if (happened.Key == "HostBuilt" && happened.Value is IHost host)
        {
            _guard.AfterHostIsBuilt(host);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}

using Mono.Cecil;
using OpenShift.NET.Sdk.Code.Interpretation;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Reading;

/// <summary>
/// Tells the methods that run while the program serves (requests, messages, timers) from those that only build it. What the entry point and the methods of a start-up class call, and the lambdas they hand to
/// anything but an endpoint or a timer, builds it; so does what a hosted service calls when it starts, and what runs once in a process.
/// </summary>
internal sealed class ServingMethods
{
    private static readonly string[] s_startedServices = ["Microsoft.Extensions.Hosting.IHostedService", "Microsoft.Extensions.Hosting.IHostedLifecycleService"];

    // Who calls them goes on until it is stopped.
    private static readonly string[] s_waiting = ["get_IsCancellationRequested", "WaitForNextTickAsync", "WaitToReadAsync", "ReadAllAsync", "ReadAsync", "ReceiveAsync", "ReceiveMessageAsync", "Consume", "ConsumeAsync", "GetConsumingEnumerable"];

    private readonly OwnCode _code;
    private readonly OnceOnly _once;
    private readonly HashSet<MethodDefinition> _serving = [];

    public ServingMethods(OwnCode code, OnceOnly once)
    {
        _code = code;
        _once = once;
        var building = new HashSet<MethodDefinition>();
        foreach (ModuleDefinition module in code.Modules.Take(1))
        {
            if (module.EntryPoint is { } entry)
            {
                Close(entry, building);
            }
        }

        foreach (MethodDefinition method in code.Types.SelectMany(static t => t.Methods).Where(static m => m.IsConstructor || m.Name is "ConfigureServices" or "Configure" or "ConfigureContainer" or "OnModelCreating" or "Up" or "Down" or "BuildModel" or "BuildTargetModel"))
        {
            if (code.Prepare(method) is { VisitedReachably: true })
            {
                Close(method, building);
            }
        }

        // What is called behind the question whether it was done already.
        foreach (MethodDefinition method in code.Types.SelectMany(static t => t.Methods))
        {
            if (code.Prepare(method) is not { VisitedReachably: true } prepared)
            {
                continue;
            }

            foreach ((int from, int to) in _once.In(prepared))
            {
                for (int i = from; i < to; i++)
                {
                    if (prepared.Instructions[i].OpCode.Code is Il.Call or Il.Callvirt && prepared.TargetAt(i).Own is { IsVirtual: false } own)
                    {
                        Close(own, building);
                    }
                }
            }
        }

        // What a hosted service hands over when it starts is called later on.
        foreach (MethodDefinition method in code.Types.SelectMany(static t => t.Methods).Where(static m => m.Name is "StartAsync" or "StartingAsync" or "StartedAsync"))
        {
            if (code.Prepare(method) is { VisitedReachably: true } && code.ForeignBasesOf(method.DeclaringType).Any(s_startedServices.Contains))
            {
                Close(method, building, withLambdas: false);
            }
        }

        foreach (MethodDefinition method in code.Types.SelectMany(static t => t.Methods))
        {
            if (!building.Contains(method) && code.Prepare(method) is { VisitedReachably: true })
            {
                Close(method, _serving);
            }
        }
    }

    /// <summary>Whether a method runs while the program serves.</summary>
    public bool Contains(MethodDefinition method) => _serving.Contains(method);

    private void Close(MethodDefinition from, HashSet<MethodDefinition> into, bool withLambdas = true)
    {
        var open = new Stack<MethodDefinition>([from]);
        while (open.TryPop(out MethodDefinition? method))
        {
            if (into.Contains(method) || (!withLambdas && _code.Prepare(method) is { } started && RunsOn(started)))
            {
                continue;
            }

            into.Add(method);
            if (_code.Prepare(method) is not { VisitedReachably: true } prepared)
            {
                continue;
            }

            IReadOnlyList<(int From, int To)> once = ReferenceEquals(into, _serving) ? _once.In(prepared) : [];
            for (int i = 0; i < prepared.Instructions.Length; i++)
            {
                if (once.Any(part => i >= part.From && i < part.To))
                {
                    continue;
                }

                switch (prepared.Instructions[i].OpCode.Code)
                {
                    case Il.Call or Il.Callvirt or Il.Newobj when prepared.TargetAt(i).Own is { } own:
                        open.Push(own);

                        // What yields is gone through by whoever makes it.
                        if (own.IsConstructor && Interpreter.IsIterator(own.DeclaringType) && own.DeclaringType.Methods.FirstOrDefault(static m => m.Name == "MoveNext") is { } yielding)
                        {
                            open.Push(yielding);
                        }

                        foreach (MethodDefinition implementation in own.IsVirtual ? own.IsStatic ? _code.DerivedFrom(own.DeclaringType).Select(t => _code.StaticImplementation(t, own)).OfType<MethodDefinition>() : _code.Overrides(own) : [])
                        {
                            open.Push(implementation);
                        }

                        break;
                    // An asynchronous method starts its state machine.
                    case Il.Call or Il.Callvirt when prepared.TargetAt(i) is { Name: "Start", Reference: GenericInstanceMethod { GenericArguments: [var machine] } } && _code.Resolve(machine) is { } states:
                        foreach (MethodDefinition next in states.Methods.Where(static m => m.Name == "MoveNext"))
                        {
                            open.Push(next);
                        }

                        break;
                    case Il.Ldftn when withLambdas && prepared.Instructions[i].Operand is not null && _code.Resolve(prepared.TargetAt(i).Reference) is { } lambda && !IsHandler(prepared, i):
                        open.Push(lambda);
                        break;
                    default:
                        break;
                }
            }
        }
    }

    // What a service starts and does not wait for, as a loop over messages.
    private static bool RunsOn(PreparedMethod method)
    {
        for (int i = 0; i < method.Instructions.Length; i++)
        {
            if (method.Instructions[i].OpCode.Code is Il.Call or Il.Callvirt && method.Instructions[i].Operand is not null && s_waiting.Contains(method.TargetAt(i).Name))
            {
                return true;
            }
        }

        return false;
    }

    // UseGateway(routes => { routes.Add(…); }): called once, where the pipeline is made. A part of the pipeline gets a context, or returns something.
    private static bool OnlyDescribes(string name, MethodReference lambda) =>
        !name.StartsWith("UseExecute", StringComparison.Ordinal) && lambda.ReturnType.MetadataType == MetadataType.Void
        && !lambda.Parameters.Any(static p => p.ParameterType.Name.Split('`')[0].EndsWith("Context", StringComparison.Ordinal) || p.ParameterType.Name is "RequestDelegate" or "WebSocket" or "HttpRequest");

    // Whoever gets the delegate is the next call after it is made: MapGet(…), Use(…), Subscribe(…).
    internal static bool IsHandler(PreparedMethod method, int site)
    {
        bool isMade = false;
        for (int i = site + 1; i < method.Instructions.Length && i < site + 24; i++)
        {
            Il operation = method.Instructions[i].OpCode.Code;
            if (operation == Il.Newobj && !isMade)
            {
                isMade = true;
            }
            else if (operation is Il.Call or Il.Callvirt or Il.Newobj && method.Instructions[i].Operand is not null)
            {
                string name = method.TargetAt(i).Name;
                return (name == ".ctor" && method.TargetAt(i).Type is "System.Threading.Timer" or "System.Threading.Thread") || name.StartsWith("Map", StringComparison.Ordinal) || (name.StartsWith("Use", StringComparison.Ordinal) && !OnlyDescribes(name, method.TargetAt(site).Reference)) || name.StartsWith("Run", StringComparison.Ordinal) || name.StartsWith("On", StringComparison.Ordinal)
                    || name.StartsWith("add_", StringComparison.Ordinal) || name.StartsWith("Subscribe", StringComparison.Ordinal) || name.StartsWith("Handle", StringComparison.Ordinal) || name.StartsWith("Receive", StringComparison.Ordinal) || name.StartsWith("StartReceiving", StringComparison.Ordinal)
                    || name is "ContinueWith" or "StartNew" or "QueueBackgroundWorkItem" or "QueueUserWorkItem";
            }
        }

        return false;
    }
}

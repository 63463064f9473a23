using System.Collections.Immutable;
using Mono.Cecil;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>The application's own assemblies as one program: finds its types and methods, and never looks into others.</summary>
internal sealed class OwnCode
{
    // Damaged metadata can make a type its own base.
    private const int MostBases = 100;

    private readonly HashSet<string> _assemblies;
    private Dictionary<string, TypeDefinition>? _byName;
    private readonly Dictionary<MethodReference, MethodDefinition?> _resolved = [];
    private readonly Dictionary<MethodDefinition, PreparedMethod?> _prepared = [];
    private readonly Dictionary<string, FieldTarget> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _writtenLater;
    private readonly Dictionary<FieldReference, FieldTarget> _fieldsByReference = [];
    private readonly Dictionary<MethodReference, CallTarget> _targets = [];
    private readonly Dictionary<(TypeDefinition, MethodReference), MethodDefinition?> _implementations = [];
    private readonly Dictionary<MethodDefinition, List<MethodDefinition>> _candidates = [];
    private readonly Dictionary<TypeDefinition, List<TypeDefinition>> _derived = [];

    /// <param name="modules">The program first.</param>
    /// <param name="writtenLater">Fields that anything but the constructors of their type writes.</param>
    public OwnCode(IReadOnlyList<ModuleDefinition> modules, HashSet<string> writtenLater)
    {
        _writtenLater = writtenLater;
        Modules = modules;
        _assemblies = [.. modules.Select(m => m.Assembly.Name.Name)];
        Types = [.. modules.SelectMany(m => m.GetTypes())];
    }

    public IReadOnlyList<ModuleDefinition> Modules { get; }

    public IReadOnlyList<TypeDefinition> Types { get; }

    public FieldNames FieldNames { get; } = new();

    /// <summary>Methods whose body promises more than it has; it is not decoded.</summary>
    public IReadOnlySet<MethodDefinition> Damaged { get; init; } = System.Collections.Frozen.FrozenSet<MethodDefinition>.Empty;

    /// <summary>Tokens of the members that the start-up guard alone names, per module.</summary>
    public IReadOnlyDictionary<ModuleDefinition, IReadOnlySet<int>> OfGuard { get; init; } = System.Collections.Frozen.FrozenDictionary<ModuleDefinition, IReadOnlySet<int>>.Empty;

    /// <summary>The members of other modules that the application names.</summary>
    public IEnumerable<MemberReference> MemberReferences =>
        Modules.SelectMany(m => OfGuard.TryGetValue(m, out IReadOnlySet<int>? guard) && guard.Count > 0 ? m.GetMemberReferences().Where(r => !guard.Contains(r.MetadataToken.ToInt32())) : m.GetMemberReferences());

    /// <summary>Where methods may have been decoded already.</summary>
    public CodeAhead? Ahead { get; set; }

    /// <summary>Methods that could not be read, per module.</summary>
    public Dictionary<ModuleDefinition, int> Unread { get; } = [];

    public bool IsOwn(TypeReference type) => type.GetElementType().Scope switch
    {
        ModuleDefinition => true,
        AssemblyNameReference assembly => _assemblies.Contains(assembly.Name),
        _ => false,
    };

    public TypeDefinition? Resolve(TypeReference? type)
    {
        if (type is null || type.IsGenericParameter || type is ArrayType or PointerType or FunctionPointerType)
        {
            return null;
        }

        try
        {
            return type as TypeDefinition ?? (IsOwn(type) ? type.GetElementType().Resolve() : null);
        }
        catch (AssemblyResolutionException)
        {
            return null;
        }
    }

    /// <summary>An own type by its full name, nested types with <c>+</c>; <see langword="null"/> when there is none.</summary>
    public TypeDefinition? Find(string name)
    {
        if (_byName is null)
        {
            _byName = new Dictionary<string, TypeDefinition>(StringComparer.Ordinal);
            foreach (TypeDefinition type in Types)
            {
                _byName.TryAdd(TypeNames.Of(type), type);
            }
        }

        return _byName.GetValueOrDefault(name);
    }

    public MethodDefinition? Resolve(MethodReference method)
    {
        if (method is MethodDefinition definition)
        {
            return definition;
        }

        if (method.DeclaringType is ArrayType || !IsOwn(method.DeclaringType))
        {
            return null;
        }

        if (!_resolved.TryGetValue(method, out MethodDefinition? found))
        {
            try
            {
                found = method.Resolve();
            }
            catch (AssemblyResolutionException)
            {
                found = null;
            }

            _resolved.Add(method, found);
        }

        return found;
    }

    public FieldTarget TargetOf(FieldReference field)
    {
        if (!_fieldsByReference.TryGetValue(field, out FieldTarget? target))
        {
            target = Target(field);
            _fieldsByReference.Add(field, target);
        }

        return target;
    }

    public CallTarget TargetOf(MethodReference method)
    {
        if (!_targets.TryGetValue(method, out CallTarget? target))
        {
            target = new CallTarget(method, Resolve(method)) { OwnTypeArguments = OwnTypeArguments(method) };
            _targets.Add(method, target);
        }

        return target;
    }

    private FieldTarget Target(FieldReference field)
    {
        string name = field.DeclaringType.GetElementType().FullName + "::" + field.Name;
        if (!_fields.TryGetValue(name, out FieldTarget? target))
        {
            FieldDefinition? own = field as FieldDefinition ?? Resolve(field.DeclaringType)?.Fields.FirstOrDefault(f => f.Name == field.Name);
            TypeDefinition? structure = own is { FieldType.IsValueType: true } ? Resolve(own.FieldType) : null;
            target = new FieldTarget(
                TypeNames.Of(field.DeclaringType),
                field.Name,
                own,
                _writtenLater.Contains(name),
                structure is { IsEnum: false },
                FieldNames.Of(field.Name));
            _fields.Add(name, target);
        }

        return target;
    }

    /// <summary>A method's code; <see langword="null"/> when it has none or it cannot be read.</summary>
    public PreparedMethod? Prepare(MethodDefinition method)
    {
        if (!_prepared.TryGetValue(method, out PreparedMethod? prepared))
        {
            // What the runtime makes itself (UnsafeAccessor, as generators of serializers use it) has no code to read.
            if (method.HasBody && method.RVA != 0)
            {
                try
                {
                    prepared = Ahead?.Take(method) ?? new PreparedMethod(this, method);
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    // Obfuscators leave bodies that no reader understands; the method then counts as not read.
                    Unread[method.Module] = Unread.GetValueOrDefault(method.Module) + 1;
                }
            }

            _prepared.Add(method, prepared);
        }

        return prepared;
    }

    /// <summary>The own types that derive from or implement an own type, not itself.</summary>
    public IReadOnlyList<TypeDefinition> DerivedFrom(TypeDefinition type)
    {
        if (_derived.Count == 0)
        {
            foreach (TypeDefinition candidate in Types)
            {
                foreach (TypeDefinition ancestor in Ancestors(candidate))
                {
                    if (!_derived.TryGetValue(ancestor, out List<TypeDefinition>? list))
                    {
                        _derived.Add(ancestor, list = []);
                    }

                    list.Add(candidate);
                }
            }

            _derived.TryAdd(Modules[0].Types[0], []);
        }

        return _derived.GetValueOrDefault(type) ?? [];
    }

    /// <summary>A type and the own types it derives from.</summary>
    public IEnumerable<TypeDefinition> BasesWithin(TypeDefinition type)
    {
        int depth = 0;
        for (TypeDefinition? t = type; t is not null && depth < MostBases; t = Resolve(t.BaseType), depth++)
        {
            yield return t;
        }
    }

    /// <summary>The method a type runs for a virtual method, its own or an inherited one of the application.</summary>
    public MethodDefinition? Implementation(TypeDefinition type, MethodReference method)
    {
        if (!_implementations.TryGetValue((type, method), out MethodDefinition? implementation))
        {
            implementation = FindImplementation(type, method);
            _implementations.Add((type, method), implementation);
        }

        return implementation;
    }

    /// <summary>The methods that types below an own one run for its virtual method.</summary>
    public IReadOnlyList<MethodDefinition> Overrides(MethodDefinition method)
    {
        if (!_candidates.TryGetValue(method, out List<MethodDefinition>? found))
        {
            found = [];
            foreach (TypeDefinition type in DerivedFrom(method.DeclaringType))
            {
                if (!type.IsInterface && Implementation(type, method) is { } implementation && implementation != method && !found.Contains(implementation))
                {
                    found.Add(implementation);
                }
            }

            _candidates.Add(method, found);
        }

        return found;
    }

    /// <summary>The method a type has for a static abstract or virtual one of an interface; <see langword="null"/> when it has none of its own.</summary>
    public MethodDefinition? StaticImplementation(TypeDefinition type, MethodDefinition method)
    {
        foreach (TypeDefinition t in BasesWithin(type))
        {
            foreach (MethodDefinition candidate in t.Methods)
            {
                if (candidate is { IsStatic: true, HasBody: true } && candidate != method && candidate.Parameters.Count == method.Parameters.Count && IsNamedAs(candidate, method))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    // By its own name, or as Interface.Name.
    private static bool IsNamedAs(MethodDefinition candidate, MethodReference method) =>
        candidate.Name == method.Name || (candidate.HasOverrides && candidate.Overrides.Any(o => o.Name == method.Name && TypeNames.Of(o.DeclaringType) == TypeNames.Of(method.DeclaringType)));

    private MethodDefinition? FindImplementation(TypeDefinition type, MethodReference method)
    {
        int arguments = method.Parameters.Count;
        foreach (TypeDefinition t in BasesWithin(type))
        {
            foreach (MethodDefinition candidate in t.Methods)
            {
                if (candidate.Parameters.Count == arguments
                    && candidate.HasBody
                    && !candidate.IsStatic
                    && IsNamedAs(candidate, method))
                {
                    return candidate;
                }
            }
        }

        return null;
    }

    private ImmutableArray<TypeDefinition> OwnTypeArguments(MethodReference method)
    {
        IEnumerable<TypeReference> arguments = method is GenericInstanceMethod generic ? generic.GenericArguments : [];
        if (method.DeclaringType is GenericInstanceType type)
        {
            arguments = arguments.Concat(type.GenericArguments);
        }

        return [.. arguments.Select(Resolve).OfType<TypeDefinition>()];
    }

    /// <summary>Full names of the base types and interfaces, through own ones.</summary>
    public IEnumerable<string> BasesOf(TypeDefinition type)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<TypeDefinition>([type]);
        while (open.TryPop(out TypeDefinition? t))
        {
            foreach (TypeReference b in Parents(t))
            {
                if (seen.Add(TypeNames.Of(b)) && Resolve(b) is { } own)
                {
                    open.Push(own);
                }
            }
        }

        return seen;
    }

    /// <summary>As <see cref="BasesOf"/>, those outside the application alone.</summary>
    public IEnumerable<string> ForeignBasesOf(TypeDefinition type)
    {
        IEnumerable<TypeDefinition> self = [type];
        return self.Concat(Ancestors(type)).SelectMany(Parents).Where(b => !IsOwn(b)).Select(TypeNames.Of).Distinct();
    }

    private IEnumerable<TypeDefinition> Ancestors(TypeDefinition type)
    {
        var seen = new HashSet<TypeDefinition>();
        var open = new Stack<TypeDefinition>([type]);
        while (open.TryPop(out TypeDefinition? t))
        {
            foreach (TypeReference b in Parents(t))
            {
                if (Resolve(b) is { } own && seen.Add(own))
                {
                    open.Push(own);
                }
            }
        }

        return seen;
    }

    private static IEnumerable<TypeReference> Parents(TypeDefinition type)
    {
        if (type.BaseType is not null)
        {
            yield return type.BaseType;
        }

        foreach (InterfaceImplementation implemented in type.Interfaces)
        {
            yield return implemented.InterfaceType;
        }
    }
}

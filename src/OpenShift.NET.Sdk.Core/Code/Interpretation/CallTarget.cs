using System.Collections.Immutable;
using Mono.Cecil;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Code.Interpretation;

/// <summary>The method that a call instruction names.</summary>
internal sealed class CallTarget
{
    public CallTarget(MethodReference reference, MethodDefinition? own)
    {
        Reference = reference;
        GeneratedCode.Stand? standsFor = own is null ? null : GeneratedCode.Of(own);
        Own = own is { IsPInvokeImpl: true } || standsFor is not null ? null : own;
        Name = reference.Name;
        HasThis = reference.HasThis;
        ParameterCount = reference.Parameters.Count;
        // Setters of init properties return void with a modifier.
        TypeReference returns = reference.ReturnType;
        while (returns is IModifierType modified)
        {
            returns = modified.ElementType;
        }

        ReturnsVoid = returns.MetadataType == MetadataType.Void;
        if (own is { IsPInvokeImpl: true })
        {
            IsNative = true;
            Type = own.PInvokeInfo?.Module?.Name ?? "";
            Name = string.IsNullOrEmpty(own.PInvokeInfo?.EntryPoint) ? own.Name : own.PInvokeInfo.EntryPoint;
            Assembly = "";
        }
        else if (standsFor is { } known)
        {
            (Type, Name, Assembly) = (known.Type, known.Name, "");
        }
        else
        {
            Type = TypeNames.Of(reference.DeclaringType);
            Assembly = TypeNames.AssemblyOf(reference.DeclaringType);
        }

        IsAsynchronous = AsyncCalls.Knows(Type);
        IsComputed = KnownCalls.Knows(Type) || Name == "op_Implicit";
        IsEnvironmentTest = EnvironmentTests.Knows(Type);
        IsConfigurationRead = ConfigurationReads.Knows(Type);
        Property = Name is ['g' or 's', 'e', 't', '_', .. var property] ? property : null;
    }

    public MethodReference Reference { get; }

    /// <summary>The method itself, when it is one of the application's own.</summary>
    public MethodDefinition? Own { get; }

    public bool IsNative { get; }

    public string Type { get; }

    public string Name { get; }

    public string Assembly { get; }

    public bool HasThis { get; }

    public int ParameterCount { get; }

    public bool ReturnsVoid { get; }

    /// <summary>Full names of the parameters' types; made when they are asked for.</summary>
    public ImmutableArray<string> ParameterTypes => field.IsDefault ? field = [.. Reference.Parameters.Select(p => TypeNames.Of(p.ParameterType))] : field;

    /// <summary>Full names of the method's type arguments; made when they are asked for.</summary>
    public ImmutableArray<string> TypeArguments => field.IsDefault ? field = Reference is GenericInstanceMethod g ? [.. g.GenericArguments.Select(TypeNames.WithNullable)] : [] : field;

    /// <summary>Which parameters of an own method are texts whose name, or that of the method, says that they are secrets (<c>password</c>, <c>clientSecret</c>, <c>WithEncryptionKey(key)</c>); made when they are asked for.</summary>
    public ImmutableArray<int> SecretParameters => field.IsDefault ? field = Own is { HasParameters: true } ? SecretsAmong([.. Own.Parameters.Where(static p => p.ParameterType.MetadataType == MetadataType.String)]) : [] : field;

    // WithEncryptionKey(key): the only text, of a method that is named for it.
    private ImmutableArray<int> SecretsAmong(ParameterDefinition[] texts) =>
        texts is [var only] && SecretName.SetBy(Name) is not null ? [only.Index] : [.. texts.Where(static p => SecretName.NamesOne(p.Name)).Select(static p => p.Index)];

    /// <summary>Whether it sets a property of the application that keeps the password of an account, as it is or hashed; worked out when it is asked for.</summary>
    public bool KeepsPassword => _keepsPassword ??= Own is { IsSetter: true, Parameters.Count: 1 } && Property is { } property && SecretName.KeepsPassword(property);

    private bool? _keepsPassword;

    /// <summary>Which parameters of a public method of the application take, by their name or the method's, the address of another service (<c>WithBrokers(brokers)</c>); made when they are asked for.</summary>
    public ImmutableArray<int> AddressParameters => field.IsDefault ? field = Own is { HasParameters: true, IsPublic: true, IsSpecialName: false, IsConstructor: false } ? [.. Own.Parameters.Where(p => NamesService(p.Name ?? "", Name)).Select(static p => p.Index)] : [] : field;

    /// <summary>The type arguments of the method and of its declaring type that are types of the application.</summary>
    public ImmutableArray<TypeDefinition> OwnTypeArguments { get; init; } = [];

    /// <summary>Which of the interpreter's tables can know the method; worked out once, as the name of a type is compared with many.</summary>
    public bool IsAsynchronous { get; }

    /// <inheritdoc cref="IsAsynchronous"/>
    public bool IsComputed { get; }

    /// <inheritdoc cref="IsAsynchronous"/>
    public bool IsEnvironmentTest { get; }

    /// <inheritdoc cref="IsAsynchronous"/>
    public bool IsConfigurationRead { get; }

    /// <summary>The part of the name behind <c>get_</c> or <c>set_</c>; <see langword="null"/> when there is none.</summary>
    public string? Property { get; }

    // Where it listens, what it opens or prints, and what its documentation says is no address of another service.
    private static bool NamesService(string parameter, string method) =>
        (AddressRoles.SpeakOfAddress(parameter) || AddressRoles.SpeakOfAddress(method))
        && AddressRoles.Of(parameter) == AddressRole.Peer
        && AddressRoles.Of(method) == AddressRole.Peer
        && !SecretName.Words(parameter).Concat(SecretName.Words(method)).Any(static w => w is "listen" or "listening" or "bind" or "binding" or "start" or "run" or "serve" or "urls" or "open" or "launch" or "browse" or "swagger" or "openapi" or "log" or "print" or "write" or "show");
}

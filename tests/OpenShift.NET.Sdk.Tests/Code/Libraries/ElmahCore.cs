using System;
using Microsoft.Extensions.DependencyInjection;
namespace ElmahCore
{
    public abstract class ErrorLog { }
    public class XmlFileErrorLog : ErrorLog { }
    public class MemoryErrorLog : ErrorLog { }
    public class ElmahOptions { public string LogPath { get; set; } }
}
namespace ElmahCore.Mvc
{
    public static class BuilderHelper
    {
        public static IServiceCollection AddElmah(this IServiceCollection services, Action<ElmahOptions> setupAction) => services;
        public static IServiceCollection AddElmah<T>(this IServiceCollection services, Action<ElmahOptions> setupAction) where T : ErrorLog => services;
    }
}

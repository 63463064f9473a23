using System;
using System.Threading.Tasks;
namespace Medallion.Threading
{
    public interface IDistributedSynchronizationHandle : IAsyncDisposable { }
    public interface IDistributedLock { ValueTask<IDistributedSynchronizationHandle> TryAcquireAsync(TimeSpan timeout = default); }
    public interface IDistributedLockProvider { IDistributedLock CreateLock(string name); }
}

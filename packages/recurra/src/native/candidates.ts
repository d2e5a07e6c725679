/** Libraries to try, the likeliest first. The system's plain libblas is not among them: it is often slower than WebAssembly. */
export function candidates(platform: string): readonly string[] {
  if (platform === "darwin") {
    return [
      "/System/Library/Frameworks/Accelerate.framework/Accelerate",
      "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
      "/usr/local/opt/openblas/lib/libopenblas.dylib",
      "libmkl_rt.2.dylib",
    ];
  }
  if (platform === "win32") return ["libopenblas.dll", "openblas.dll", "mkl_rt.2.dll"];
  return ["libopenblasp.so.0", "libopenblas.so.0", "libopenblaso.so.0", "libmkl_rt.so.2", "libmkl_rt.so.1"];
}

/** What to install, by system. */
export const remedy: string =
  "Debian and Ubuntu: apt install libopenblas0-pthread. Fedora: dnf install openblas-threads. macOS has Accelerate. " +
  "Or give another's name or path as `library`.";

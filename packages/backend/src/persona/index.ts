export { personaModule as default } from './module';
